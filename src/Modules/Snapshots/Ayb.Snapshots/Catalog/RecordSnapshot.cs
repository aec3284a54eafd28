using Ayb.Contracts;
using MediatR;

namespace Ayb.Snapshots.Catalog;

/// <summary>Makes the row of an object that is stored.</summary>
/// <param name="Database">What it is a snapshot of.</param>
/// <param name="Snapshot">What is stored.</param>
/// <param name="By">Who has asked for it.</param>
/// <param name="Written">When the file was written that it holds, if the automatic run is to know.</param>
internal sealed record RecordSnapshot(HostedDatabase Database, Snapshot Snapshot, Principal? By, string? Written) : ICommand<Nothing>;

internal sealed class RecordSnapshotHandler(SnapshotCatalog catalog, SeenStates states, IMediator mediator)
    : IRequestHandler<RecordSnapshot, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(RecordSnapshot command, CancellationToken cancellationToken)
    {
        var (database, snapshot) = (command.Database, command.Snapshot);
        if (await catalog.AddAsync(snapshot, cancellationToken))
        {
            await mediator.Publish(new SnapshotTaken(command.By, database, snapshot.Id), cancellationToken);
            if (snapshot.Kind == SnapshotKind.Safety)
            {
                // It holds what the database was before, and may be newer than that which holds what it is.
                await states.DoubtAsync(database.Id, cancellationToken);
            }
        }

        if (command.Written is { } written)
        {
            await states.SetSeenAsync(database.Id, written, cancellationToken);
        }

        return new Nothing();
    }
}
