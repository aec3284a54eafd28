using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Taking;

namespace Ayb.Snapshots;

/// <summary>Keeps what is in a database before something else takes its place: a snapshot of the kind <c>safety</c>.</summary>
/// <remarks>
/// It waits for nobody's turn: who replaces a database stands in a line of its own there, and somebody in that line may have the turn.
/// </remarks>
internal sealed class SafeKeeping(SnapshotTaker taker)
{
    public Task<Result<Snapshot>> KeepAsync(
        HostedDatabase database, DatabaseCopy last, Principal by, CancellationToken cancellationToken) =>
        taker.KeepAsync(database, last, new SnapshotOrder(SnapshotKind.Safety) { By = by }, cancellationToken);
}
