using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Taking;

namespace Ayb.Snapshots;

/// <summary>
/// Keeps what is in a database before something else takes its place: a snapshot of the kind <c>safety</c>. Who is asked once more in the
/// same request, since somebody may have written meanwhile, keeps the same content once.
/// </summary>
/// <remarks>
/// It waits for nobody's turn: who replaces a database stands in a line of its own there, and somebody in that line may have the turn.
/// </remarks>
internal sealed class SafeKeeping(SnapshotTaker taker, SnapshotCatalog catalog)
{
    private Snapshot? _kept;

    public async Task<Result<Snapshot>> KeepAsync(
        HostedDatabase database, DatabaseCopy last, Principal? by, CancellationToken cancellationToken)
    {
        var order = new SnapshotOrder(SnapshotKind.Safety) { By = by, Unless = await FindKeptAsync(database, last, cancellationToken) };
        var kept = await taker.KeepAsync(database, last, order, cancellationToken);
        _kept = kept.TryGet(out var snapshot, out _) ? snapshot : _kept;
        return kept;
    }

    /// <returns>What may hold it already; <c>null</c> also when somebody has deleted it since, or its object.</returns>
    private async Task<Snapshot?> FindKeptAsync(HostedDatabase database, DatabaseCopy last, CancellationToken cancellationToken)
    {
        if (_kept is { } kept && kept.Database == database.Id)
        {
            return await catalog.FindListedAsync(database.Id, kept.Id, cancellationToken);
        }

        // Who kept it may have died before anybody knew.
        var newest = await catalog.FindNewestAsync(database.Id, last.TakenAt, cancellationToken);
        return newest is { Kind: SnapshotKind.Safety } && newest.TakenAt == last.TakenAt ? newest : null;
    }
}
