using Ayb.Contracts;
using MediatR;

namespace Ayb.Querying.Files;

internal sealed class HasFilesHandler(DatabaseFolders folders) : INotificationHandler<HasFiles>
{
    public Task Handle(HasFiles question, CancellationToken cancellationToken)
    {
        question.Answer(folders.AreAny);
        return Task.CompletedTask;
    }
}
