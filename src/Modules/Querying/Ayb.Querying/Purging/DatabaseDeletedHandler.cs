using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Querying.Files;
using Ayb.Querying.Workers;
using MediatR;

namespace Ayb.Querying.Purging;

/// <summary>Nobody reaches a deleted database: what runs there ends. Its files stay, since it may come back.</summary>
internal sealed class DatabaseDeletedHandler(WorkerPool workers, DatabaseFolders folders, MetadataSession session)
    : INotificationHandler<DatabaseDeleted>
{
    public Task Handle(DatabaseDeleted fact, CancellationToken cancellationToken)
    {
        // It did exist, which nobody may have known for sure; a start during the grace period would not find it.
        folders.Confirm(fact.Database.Id);
        session.AfterCommit(() => workers.EndAsync(fact.Database.Id));
        return Task.CompletedTask;
    }
}
