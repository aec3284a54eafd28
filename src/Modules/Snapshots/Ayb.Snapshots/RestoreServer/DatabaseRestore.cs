using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>Brings one database back from the newest of its snapshots that is whole, unless it has a file.</summary>
internal sealed class DatabaseRestore(
    SnapshotCatalog catalog, ISnapshotStorage storage, DiskRoom room, IMediator mediator, ILogger<DatabaseRestore> logger)
{
    public async Task<RestoredDatabase> RunAsync(HostedDatabase database, SnapshotIndex index, CancellationToken cancellationToken)
    {
        try
        {
            return await mediator.Ask(new WhenWritten(database), cancellationToken) is null
                ? await RestoreAsync(database, index, cancellationToken)
                : new RestoredDatabase(database.Name, RestoreOutcome.AlreadyThere, "is there already");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Of any type: whatever is wrong with one database, the others come back.
            Log.NotRestored(logger, exception, database.Name);
            return new RestoredDatabase(database.Name, RestoreOutcome.Failed, $"FAILED. {exception.Message}");
        }
    }

    private async Task<RestoredDatabase> RestoreAsync(HostedDatabase database, SnapshotIndex index, CancellationToken cancellationToken)
    {
        var rows = await catalog.ListAllAsync(database.Id, cancellationToken);
        if (!index.Find(database, rows).TryGet(out var candidates, out var unread))
        {
            return new RestoredDatabase(database.Name, RestoreOutcome.Failed, $"FAILED: its newest snapshot can't be told ({unread.Message}); nothing has come back");
        }

        var complaints = "";
        foreach (var (snapshot, isListed) in candidates)
        {
            var staged = await StageAsync(database, snapshot, cancellationToken);
            if (staged.TryGet(out var file, out var error))
            {
                file.Confirm();
                if (!isListed)
                {
                    await mediator.Send(new RecordSnapshot(database, snapshot, By: null, Written: null), cancellationToken);
                }

                return new RestoredDatabase(database.Name, RestoreOutcome.Restored, $"{complaints}restored from its snapshot {snapshot.Id}");
            }

            complaints += $"snapshot {snapshot.Id} can't be restored ({error.Message}); ";
            if (error.Kind is not (ErrorKind.SnapshotDamaged or ErrorKind.SnapshotNotFound or ErrorKind.Snapshot))
            {
                break;
            }
        }

        return complaints.Length > 0
            ? new RestoredDatabase(database.Name, RestoreOutcome.Failed, $"FAILED: {complaints}nothing has come back")
            : new RestoredDatabase(database.Name, RestoreOutcome.WithoutSnapshot, "has no snapshot, and comes back empty");
    }

    private async Task<Result<StagedFile>> StageAsync(HostedDatabase database, Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (!room.Has(snapshot.Bytes))
        {
            return SnapshotErrors.NoRoom(snapshot.Id);
        }

        var opened = await storage.OpenAsync(snapshot.ObjectKey, cancellationToken);
        if (!opened.TryGet(out var stored, out var error))
        {
            return error;
        }

        await using (stored)
        {
            var question = new StageFile(database, (file, cancellation) => Unpacking.RunAsync(snapshot, stored.Content, file, cancellation));
            try
            {
                return await mediator.Ask(question, cancellationToken) ?? SnapshotErrors.NoDatabases;
            }
            catch (SnapshotException exception)
            {
                return exception.Error;
            }
        }
    }
}
