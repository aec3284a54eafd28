using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using MediatR;

namespace Ayb.Querying.Versions;

/// <summary>What is not kept any more should not lie around either.</summary>
internal sealed class ForgetVersions(VersionShelf shelf, MetadataSession session) :
    INotificationHandler<SnapshotDeleted>,
    INotificationHandler<DatabaseDeleted>,
    INotificationHandler<DatabasePurged>
{
    public Task Handle(SnapshotDeleted fact, CancellationToken cancellationToken) =>
        Forget(version => version.Database == fact.Database.Id && version.Version == fact.SnapshotId);

    public Task Handle(DatabaseDeleted fact, CancellationToken cancellationToken) =>
        Forget(version => version.Database == fact.Database.Id);

    public Task Handle(DatabasePurged fact, CancellationToken cancellationToken) =>
        Forget(version => version.Database == fact.Database.Id);

    private Task Forget(Func<CachedVersion, bool> which)
    {
        session.AfterCommit(() => shelf.ForgetAsync(which));
        return Task.CompletedTask;
    }
}
