using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

internal sealed class WhichDatabasesAreDeletedHandler(DeletedDatabaseStore deleted) : INotificationHandler<WhichDatabasesAreDeleted>
{
    public async Task Handle(WhichDatabasesAreDeleted question, CancellationToken cancellationToken) =>
        question.Answer([.. (await deleted.ListAsync(cancellationToken)).Select(row => row.ToRow().ToDatabase())]);
}
