using Ayb.Contracts;
using MediatR;

namespace Ayb.Querying.Files;

internal sealed class WhatIsInHandler(DatabaseFiles files) : INotificationHandler<WhatIsIn>
{
    public async Task Handle(WhatIsIn question, CancellationToken cancellationToken) =>
        question.Answer(await files.CopyAsync(question.Database, cancellationToken));
}
