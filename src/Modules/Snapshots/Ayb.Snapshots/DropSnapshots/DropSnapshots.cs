using Ayb.Contracts;
using Ayb.Infrastructure.Requests;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Taking;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>Deletes all snapshots of a database that is no more: each object before its row, so that none is forgotten.</summary>
internal sealed record DropSnapshots(HostedDatabase Database) : IRequest<Result<Nothing>>;

internal sealed class DropSnapshotsHandler(
    KeyedLock<DatabaseId> turns,
    IdClaims claims,
    SnapshotCatalog catalog,
    ISnapshotStorage storage,
    IMediator mediator,
    ILogger<DropSnapshotsHandler> logger) : IRequestHandler<DropSnapshots, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(DropSnapshots request, CancellationToken cancellationToken)
    {
        var database = request.Database;

        // One that is being taken is complete, and in the list, when this has its turn.
        using var turn = await turns.EnterAsync(database.Id, cancellationToken);

        // Asked before the list: what waits for no turn is in the list, or keeps the note of this database until the next time.
        var isOneUnderWay = claims.HasAny(database.Id);
        foreach (var snapshot in await catalog.ListAllAsync(database.Id, cancellationToken))
        {
            if (!(await storage.DeleteAsync(snapshot.ObjectKey, cancellationToken)).TryGet(out _, out var error))
            {
                Log.NotDropped(logger, database.Name, error.Message);
                return error;
            }

            await mediator.Send(new ForgetSnapshot(database, snapshot.Id, By: null), CancellationToken.None);
        }

        return isOneUnderWay ? new Nothing() : await mediator.Send(new ForgetDatabase(database.Id), CancellationToken.None);
    }
}
