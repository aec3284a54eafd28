using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>Puts a snapshot in its database's place, and keeps what was there: all of it happens, or the database stays what it is.</summary>
internal sealed class Replacement(ManagedDatabases databases, IMediator mediator, SafeKeeping safety, ILogger<Replacement> logger)
{
    /// <returns>What was there; <c>null</c> if there was nothing.</returns>
    public async Task<Result<Snapshot?>> RunAsync(
        HostedDatabase database, Snapshot snapshot, Stream stored, Principal by, CancellationToken cancellationToken)
    {
        Snapshot? kept = null;
        var question = new PutInPlace(
            database,
            (file, cancellation) => UnpackAsync(database, snapshot, stored, file, cancellation),
            async (last, cancellation) =>
            {
                var keeping = await safety.KeepAsync(database, last, by, cancellation);
                kept = keeping.TryGet(out var safe, out var failure) ? safe : kept;
                return failure is null ? KeptState.Stored : failure;
            },
            cancellation => databases.MayStillAsync(by, database, cancellation));
        try
        {
            var replaced = await mediator.Ask(question, cancellationToken) ?? SnapshotErrors.NoDatabases;
            return replaced.TryGet(out _, out var error) ? kept : error;
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
}
