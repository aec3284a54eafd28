using Ayb.Contracts;
using Ayb.Infrastructure.Requests;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Taking;
using MediatR;

namespace Ayb.Snapshots.Automation;

/// <summary>Takes a snapshot of a database, unless its newest one holds the same.</summary>
/// <returns>Whether there is a new one.</returns>
internal sealed record TakeAutomaticSnapshot(HostedDatabase Database) : IRequest<Result<bool>>;

internal sealed class TakeAutomaticSnapshotHandler(
    KeyedLock<DatabaseId> turns, SnapshotCatalog catalog, SeenStates states, SnapshotTaker taker, SnapshotMeter meter, IMediator mediator)
    : IRequestHandler<TakeAutomaticSnapshot, Result<bool>>
{
    public async Task<Result<bool>> Handle(TakeAutomaticSnapshot request, CancellationToken cancellationToken)
    {
        using var turn = await turns.EnterAsync(request.Database.Id, cancellationToken);

        // It may have waited for the end of the database, whose snapshots are all dropped then, or for a new name.
        var now = await mediator.Ask(new WhichDatabasesById([request.Database.Id]), cancellationToken);
        if (now is not [var database])
        {
            return false;
        }

        // Before the copy: a write that comes in between is looked at once more, and not overlooked.
        if (await mediator.Ask(new WhenWritten(database), cancellationToken) is not { } written)
        {
            return false;
        }

        var isRestored = await states.FindAsync(database.Id, cancellationToken) is { Restored: not 0 };
        var newest = await catalog.FindNewestAsync(database.Id, cancellationToken);
        var order = new SnapshotOrder(SnapshotKind.Automatic) { Unless = isRestored ? null : newest, Written = written };
        var taken = await taker.TakeAsync(database, order, cancellationToken);
        if (!taken.TryGet(out var snapshot, out var error))
        {
            return error;
        }

        if (snapshot == newest)
        {
            meter.Skipped();
            await mediator.Send(new RecordSeen(snapshot, written), cancellationToken);
            return false;
        }

        await mediator.Send(new PruneSnapshots(database), cancellationToken);
        return true;
    }
}
