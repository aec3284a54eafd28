using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using MediatR;

namespace Ayb.Querying.Purging;

/// <summary>Notes whose folder goes, and deletes it once that is certain.</summary>
internal sealed class DatabasePurgedHandler(PurgedFolders purged, FolderPurger purger, MetadataSession session)
    : INotificationHandler<DatabasePurged>
{
    public async Task Handle(DatabasePurged fact, CancellationToken cancellationToken)
    {
        await purged.AddAsync(fact.Database.Id, cancellationToken);
        session.AfterCommit(() => purger.PurgeAsync(fact.Database.Id));
    }
}
