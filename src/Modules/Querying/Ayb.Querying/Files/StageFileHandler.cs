using Ayb.Contracts;
using MediatR;

namespace Ayb.Querying.Files;

internal sealed class StageFileHandler(DatabaseFiles files) : INotificationHandler<StageFile>
{
    public async Task Handle(StageFile question, CancellationToken cancellationToken) =>
        question.Answer(await files.StageAsync(question.Database, files.Writing(question.Database, question.Write), cancellationToken));
}
