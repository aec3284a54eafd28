using Ayb.Contracts;
using Ayb.Snapshots.Storage;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Catalog;

/// <summary>What is stored of snapshots, to be unpacked here.</summary>
internal sealed class SnapshotContents(ISnapshotStorage storage, DiskRoom room, IMediator mediator, ILogger<SnapshotContents> logger)
{
    /// <summary>The caller disposes what it gets. A snapshot whose object is gone leaves the list, which should no longer promise it.</summary>
    public async Task<Result<OpenObject>> OpenAsync(HostedDatabase database, Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (!room.Has(snapshot.Bytes))
        {
            Log.NoRoom(logger, snapshot.Id, database.Name, snapshot.Bytes);
            return SnapshotErrors.NoRoom(snapshot.Id);
        }

        var opened = await storage.OpenAsync(snapshot.ObjectKey, cancellationToken);
        if (opened.Error is not { Kind: ErrorKind.SnapshotNotFound })
        {
            return opened;
        }

        // Somebody has removed it behind the server's back, or a disk is not mounted: it stays known for when it is there again.
        var row = new KeptObject(database.Id.Value, snapshot.Id, snapshot.ObjectKey, MissingSince: 0);
        if ((await mediator.Send(new RecordPresence(row, IsThere: false), cancellationToken)).Value)
        {
            Log.SnapshotLost(logger, snapshot.Id, database.Name);
        }

        return SnapshotErrors.NotFound(database, snapshot.Id);
    }
}
