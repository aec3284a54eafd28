using Ayb.Contracts;
using MediatR;

namespace Ayb.Snapshots.Catalog;

/// <summary>Makes the row of an object that is stored, or gives it to the row that misses it.</summary>
/// <param name="Database">What it is a snapshot of.</param>
/// <param name="Snapshot">What is stored.</param>
/// <param name="By">Who has asked for it.</param>
/// <param name="Written">When the file was written that it holds, if the automatic run is to know.</param>
/// <returns><c>false</c> when the list has a snapshot of this id already.</returns>
internal sealed record RecordSnapshot(HostedDatabase Database, Snapshot Snapshot, Principal? By, string? Written) : ICommand<bool>;

internal sealed class RecordSnapshotHandler(SnapshotCatalog catalog, SeenStates states, IMediator mediator)
    : IRequestHandler<RecordSnapshot, Result<bool>>
{
    public async Task<Result<bool>> Handle(RecordSnapshot command, CancellationToken cancellationToken)
    {
        var (database, snapshot) = (command.Database, command.Snapshot);
        var isNew = await catalog.AddAsync(snapshot, cancellationToken);
        var isBack = !isNew && await catalog.MoveAsync(snapshot, cancellationToken);
        if (isNew)
        {
            await mediator.Publish(new SnapshotTaken(command.By, database, snapshot.Id), cancellationToken);
        }

        if (isBack || (isNew && snapshot.Kind == SnapshotKind.Safety))
        {
            // It may be newer than that which holds what the database is: one of what was before, or one that was not in the list.
            await states.DoubtAsync(database.Id, cancellationToken);
        }

        if (command.Written is { } written)
        {
            await states.SetSeenAsync(database.Id, written, cancellationToken);
        }

        return isNew || isBack;
    }
}
