using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

internal sealed class WhichDatabasesAreDeletedHandler(DeletedDatabaseStore deleted) : INotificationHandler<WhichDatabasesAreDeleted>
{
    public async Task Handle(WhichDatabasesAreDeleted question, CancellationToken cancellationToken)
    {
        var rows = question.Owner is { } owner
            ? await deleted.ListAsync(owner, cancellationToken)
            : await deleted.ListAsync(cancellationToken);
        question.Answer([.. rows.Select(row => row.ToRow().ToDatabase())]);
    }
}
