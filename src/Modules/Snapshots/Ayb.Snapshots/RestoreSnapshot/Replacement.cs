using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>Puts a snapshot in its database's place, and keeps what was there: all of it happens, or the database stays what it is.</summary>
internal sealed class Replacement(ManagedDatabases databases, IMediator mediator, SafeKeeping keeping, ILogger<Replacement> logger)
{
    public async Task<Result<Nothing>> RunAsync(
        HostedDatabase database, Snapshot snapshot, Stream stored, Principal by, CancellationToken cancellationToken)
    {
        var question = new PutInPlace(
            database,
            (file, cancellation) => UnpackAsync(database, snapshot, stored, file, cancellation),
            (last, cancellation) => KeepAsync(database, last, by, cancellation),
            cancellation => databases.MayStillAsync(by, database, cancellation));
        try
        {
            return await mediator.Ask(question, cancellationToken) ?? SnapshotErrors.NoDatabases;
        }
        catch (SnapshotException exception)
        {
            return exception.Error;
        }
    }

    private async Task UnpackAsync(
        HostedDatabase database, Snapshot snapshot, Stream stored, Stream file, CancellationToken cancellationToken)
    {
        try
        {
            await Unpacking.RunAsync(snapshot, stored, file, cancellationToken);
        }
        catch (IOException exception) when (exception is not SnapshotException)
        {
            // No room for another file, most likely.
            Log.NotUnpacked(logger, exception, snapshot.Id, database.Name);
            throw new SnapshotException(SnapshotErrors.NotUnpacked, exception);
        }
    }

    private async Task<Result<KeptState>> KeepAsync(HostedDatabase database, DatabaseCopy last, Principal by, CancellationToken cancellationToken)
    {
        var kept = await keeping.KeepAsync(database, last, by, cancellationToken);
        return kept.TryGet(out _, out var error) ? KeptState.Stored : error;
    }
}
