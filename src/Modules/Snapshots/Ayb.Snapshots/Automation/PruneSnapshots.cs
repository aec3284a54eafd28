using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Automation;

/// <summary>Deletes the oldest snapshots that nobody asked for, beyond those that are to be kept. The caller has the database's turn.</summary>
internal sealed record PruneSnapshots(HostedDatabase Database) : IRequest<Result<Nothing>>;

internal sealed class PruneSnapshotsHandler(
    SnapshotsAutomationOptions options, SnapshotCatalog catalog, ISnapshotStorage storage, IMediator mediator, ILogger<PruneSnapshotsHandler> logger)
    : IRequestHandler<PruneSnapshots, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(PruneSnapshots request, CancellationToken cancellationToken)
    {
        var database = request.Database;
        foreach (var snapshot in Surplus(await catalog.ListAsync(database.Id, cancellationToken)))
        {
            if (!(await storage.DeleteAsync(snapshot.ObjectKey, cancellationToken)).TryGet(out _, out var error))
            {
                // The snapshot that was just taken is there; one too many does no harm.
                Log.NotPruned(logger, database.Name, error.Message);
                break;
            }

            await mediator.Send(new ForgetSnapshot(database, snapshot.Id, By: null), CancellationToken.None);
            Log.SnapshotPruned(logger, snapshot.Id, database.Name);
        }

        return new Nothing();
    }

    private IEnumerable<Snapshot> Surplus(IReadOnlyList<Snapshot> newestFirst)
    {
        var newestSafety = newestFirst.FirstOrDefault(snapshot => snapshot.Kind == SnapshotKind.Safety);
        return newestFirst
            .Where(snapshot => snapshot.Kind != SnapshotKind.Manual)
            .Skip(options.MaxSnapshots)
            .Where(snapshot => snapshot != newestSafety);
    }
}
