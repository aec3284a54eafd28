using Ayb.Contracts;
using MediatR;

namespace Ayb.Querying.Files;

internal sealed class PutInPlaceHandler(DatabaseFiles files) : INotificationHandler<PutInPlace>
{
    public async Task Handle(PutInPlace question, CancellationToken cancellationToken) =>
        question.Answer(await files.ReplaceAsync(
            new FileExchange(question.Database, files.Writing(question.Database, question.Write), question.Keep, question.MayStill),
            cancellationToken));
}
