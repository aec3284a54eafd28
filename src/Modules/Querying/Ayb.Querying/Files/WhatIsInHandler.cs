using Ayb.Contracts;
using MediatR;

namespace Ayb.Querying.Files;

internal sealed class WhatIsInHandler(DatabaseCopies copies) : INotificationHandler<WhatIsIn>
{
    public async Task Handle(WhatIsIn question, CancellationToken cancellationToken) =>
        question.Answer(await copies.CopyAsync(question.Database, question.IsForOthers, cancellationToken));
}
