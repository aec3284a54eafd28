using Ayb.Contracts;
using Ayb.Snapshots.Disaster;
using Ayb.Snapshots.Storage;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Catalog;

/// <summary>What is stored of snapshots, to be unpacked here.</summary>
internal sealed class SnapshotContents(
    SnapshotCatalog catalog, ISnapshotStorage storage, DiskRoom room, IMediator mediator, ILogger<SnapshotContents> logger)
{
    /// <summary>
    /// The caller disposes what it gets. A snapshot whose object is gone leaves the list, which should no longer promise it, and one whose object
    /// is there again is back in it.
    /// </summary>
    public async Task<Result<OpenObject>> OpenAsync(HostedDatabase database, Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (!room.Has(snapshot.Bytes))
        {
            Log.NoRoom(logger, snapshot.Id, database.Name, snapshot.Bytes);
            return SnapshotErrors.NoRoom(snapshot.Id);
        }

        var opened = await storage.OpenAsync(snapshot.ObjectKey, cancellationToken);
        return opened.TryGet(out var stored, out var error) ? await FoundAsync(database, snapshot, stored, cancellationToken)
            : error.Kind == ErrorKind.SnapshotNotFound ? await MissAsync(database, snapshot, cancellationToken)
            : error;
    }

    private async Task<OpenObject> FoundAsync(HostedDatabase database, Snapshot snapshot, OpenObject stored, CancellationToken cancellationToken)
    {
        try
        {
            if (await catalog.FindListedAsync(database.Id, snapshot.Id, cancellationToken) is null
                && await RecordAsync(database, snapshot, isThere: true, cancellationToken))
            {
                Log.SnapshotBack(logger, snapshot.Id, database.Name);
            }

            return stored;
        }
        catch
        {
            await stored.DisposeAsync();
            throw;
        }
    }

    /// <summary>Somebody has removed it behind the server's back: it stays known for when it is there again.</summary>
    private async Task<AybError> MissAsync(HostedDatabase database, Snapshot snapshot, CancellationToken cancellationToken)
    {
        // That of the metadata may have been kept since, where the disk should be mounted.
        var any = await storage.AnyAsync(found => MetadataSnapshot.IdOf(found) is null, cancellationToken);
        if (!any.TryGet(out var hasAny, out var error))
        {
            return error;
        }

        if (!hasAny)
        {
            Log.SnapshotOutOfReach(logger, snapshot.Id, database.Name);
            return SnapshotErrors.StorageEmpty;
        }

        if (await RecordAsync(database, snapshot, isThere: false, cancellationToken))
        {
            Log.SnapshotLost(logger, snapshot.Id, database.Name);
        }

        return SnapshotErrors.NotFound(database, snapshot.Id);
    }

    private async Task<bool> RecordAsync(HostedDatabase database, Snapshot snapshot, bool isThere, CancellationToken cancellationToken)
    {
        var row = new KeptObject(database.Id.Value, snapshot.Id, snapshot.ObjectKey, MissingSince: 0);
        return (await mediator.Send(new RecordPresence(row, isThere), cancellationToken)).Value;
    }
}
