using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Taking;

namespace Ayb.Snapshots;

/// <summary>Keeps what is in a database before something else takes its place: a snapshot of the kind <c>safety</c>.</summary>
/// <remarks>
/// It waits for nobody's turn: who replaces a database stands in a line of its own there, and somebody in that line may have the turn.
/// </remarks>
internal sealed class SafeKeeping(SnapshotTaker taker, SnapshotCatalog catalog)
{
    public async Task<Result<Snapshot>> KeepAsync(
        HostedDatabase database, DatabaseCopy last, Principal by, CancellationToken cancellationToken)
    {
        // It may be asked for twice: before others have to wait, and when nobody can write any more. Mostly nobody has.
        var newest = await catalog.FindNewestAsync(database.Id, cancellationToken);
        var order = new SnapshotOrder(SnapshotKind.Safety) { By = by, Unless = newest?.Kind == SnapshotKind.Safety ? newest : null };
        return await taker.KeepAsync(database, last, order, cancellationToken);
    }
}
