using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using MediatR;

namespace Ayb.Snapshots;

/// <summary>Which snapshots a database has, for those who manage it.</summary>
public sealed record ListSnapshots(Principal Caller, EntitySlug Owner, DatabaseSlug Database) : IQuery<SnapshotList>;

/// <param name="Snapshots">Newest first.</param>
public sealed record SnapshotList(IReadOnlyList<ListedSnapshot> Snapshots);

/// <param name="SnapshotId">What it is known by, within its database.</param>
/// <param name="LastModifiedAt">The moment that it shows.</param>
public sealed record ListedSnapshot(string SnapshotId, DateTime LastModifiedAt);

internal sealed class ListSnapshotsHandler(ManagedDatabases databases, SnapshotCatalog catalog)
    : IRequestHandler<ListSnapshots, Result<SnapshotList>>
{
    public async Task<Result<SnapshotList>> Handle(ListSnapshots query, CancellationToken cancellationToken)
    {
        var managed = await databases.FindAsync(query.Caller, query.Owner, query.Database, cancellationToken);
        if (!managed.TryGet(out var database, out var error))
        {
            return error;
        }

        var snapshots = await catalog.ListAsync(database.Id, cancellationToken);
        return new SnapshotList([.. snapshots.Select(snapshot => new ListedSnapshot(snapshot.Id, snapshot.TakenAt.UtcDateTime))]);
    }
}
