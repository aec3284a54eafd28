using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>
/// Sets right what a death of the server, or somebody else, has left in the storage: drops uploads that did not get to their end, makes the rows
/// of objects that have none, and takes rows from the list whose object is gone.
/// </summary>
internal sealed record TidyUp : IRequest<Result<Nothing>>;

internal sealed class TidyUpHandler(
    KeptObjects kept,
    ISnapshotStorage storage,
    Adoption adoption,
    ForeignObjects foreign,
    MissingObjects missing,
    TidyTurn turns,
    IMediator mediator,
    TimeProvider clock,
    ILogger<TidyUpHandler> logger) : IRequestHandler<TidyUp, Result<Nothing>>
{
    /// <summary>How many objects are looked into at once that stand where no database of this server is: others may have theirs there.</summary>
    private const int MostStrays = 1000;

    /// <summary>Younger objects may be about to get their row.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestUpload = TimeSpan.FromDays(1);

    public async Task<Result<Nothing>> Handle(TidyUp request, CancellationToken cancellationToken)
    {
        using var turn = await turns.EnterAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var swept = await storage.SweepAsync(now - LongestUpload, cancellationToken);
        var listed = await storage.ListAsync("", cancellationToken);
        if (!swept.TryGet(out _, out var error) || !listed.TryGet(out var objects, out error))
        {
            Log.NotTidied(logger, error.Message);
            return error;
        }

        foreign.KeepOnly(objects);
        var databases = await KnownDatabases.AskAsync(mediator, cancellationToken);
        await missing.CompareAsync(objects, databases, cancellationToken);
        await AdoptAsync([.. objects.Where(found => found.LastModifiedAt < now - Settled)], databases, cancellationToken);
        return new Nothing();
    }

    private async Task AdoptAsync(IReadOnlyList<StoredObject> objects, KnownDatabases databases, CancellationToken cancellationToken)
    {
        var known = (await kept.ListAsync(cancellationToken)).Select(row => row.ObjectKey).ToHashSet();
        var unlisted = objects.Where(found => !known.Contains(found.Key) && adoption.MayBeOne(found, databases))
            .ToLookup(found => databases.Named(found.Folder) is null);
        foreach (var found in unlisted[false])
        {
            await AdoptAsync(found, databases, cancellationToken);
        }

        // From the beginning again when the end is reached: none of them may keep another one from its turn.
        var strays = unlisted[true]
            .OrderBy(found => string.CompareOrdinal(found.Key, turns.LastStray) <= 0)
            .ThenBy(found => found.Key, StringComparer.Ordinal)
            .Take(MostStrays)
            .ToList();
        foreach (var found in strays)
        {
            turns.LastStray = found.Key;
            await AdoptAsync(found, databases, cancellationToken);
        }
    }

    private async Task AdoptAsync(StoredObject found, KnownDatabases databases, CancellationToken cancellationToken)
    {
        // One that can't be read now is looked at again later.
        var read = await adoption.ReadAsync(found, databases, cancellationToken);
        if (!read.TryGet(out var adopted, out _) || adopted is not var (database, snapshot))
        {
            return;
        }

        if ((await mediator.Send(new RecordSnapshot(database, snapshot, By: null, Written: null), cancellationToken)).Value)
        {
            Log.SnapshotAdopted(logger, snapshot.Id, database.Name);
        }
        else
        {
            // A copy: the snapshot has its object.
            foreign.Refuse(found, databases.Named(found.Folder));
        }
    }
}
