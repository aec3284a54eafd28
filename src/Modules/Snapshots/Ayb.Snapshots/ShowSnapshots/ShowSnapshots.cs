using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using MediatR;

namespace Ayb.Snapshots;

/// <summary>All that is known of a database's snapshots, for those who manage it.</summary>
public sealed record ShowSnapshots(Principal Caller, EntitySlug Owner, DatabaseSlug Database) : IQuery<ShownSnapshots>;

/// <param name="Snapshots">Newest first.</param>
public sealed record ShownSnapshots(IReadOnlyList<SnapshotDetails> Snapshots);

internal sealed class ShowSnapshotsHandler(ManagedDatabases databases, SnapshotCatalog catalog)
    : IRequestHandler<ShowSnapshots, Result<ShownSnapshots>>
{
    public async Task<Result<ShownSnapshots>> Handle(ShowSnapshots query, CancellationToken cancellationToken)
    {
        var managed = await databases.FindAsync(query.Caller, query.Owner, query.Database, cancellationToken);
        if (!managed.TryGet(out var database, out var error))
        {
            return error;
        }

        var snapshots = await catalog.ListAsync(database.Id, cancellationToken);
        return new ShownSnapshots([.. snapshots.Select(SnapshotDetails.Of)]);
    }
}
