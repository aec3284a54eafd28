using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Disaster;
using Ayb.Snapshots.Storage;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>
/// Compares the rows with what the storage has. A snapshot whose object somebody has removed leaves the list, and no run relies on it; its row
/// stays for a while, and it is back in the list when its object is. A storage that has nothing at all is not believed: a disk that is not
/// mounted looks like that, and all databases would be copied to where it should be.
/// </summary>
internal sealed class MissingObjects(
    KeptObjects kept, ISnapshotStorage storage, IMediator mediator, TimeProvider clock, ILogger<MissingObjects> logger)
{
    /// <summary>It is the way there and back that takes long.</summary>
    private const int AtOnce = 8;

    /// <summary>How many are asked for before what was learnt of them is noted.</summary>
    private const int Batch = 128;

    /// <summary>Long enough to notice that the disk is not mounted.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    /// <param name="objects">What was listed. One that is not among them is asked for by itself before anybody believes it.</param>
    /// <param name="databases">Those that are known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task CompareAsync(IReadOnlyList<StoredObject> objects, KnownDatabases databases, CancellationToken cancellationToken)
    {
        var rows = await kept.ListAsync(cancellationToken);

        // The metadata may have been kept there since.
        if (rows.Count > 0 && objects.All(found => MetadataSnapshot.IdOf(found) is not null))
        {
            Log.StorageEmpty(logger, rows.Count);
            return;
        }

        var changes = new PresenceChanges();
        try
        {
            await CompareAsync(rows, objects.Select(found => found.Key).ToHashSet(), databases, changes, cancellationToken);
        }
        finally
        {
            changes.Tell(logger);
        }
    }

    private async Task CompareAsync(
        IReadOnlyList<KeptObject> rows,
        HashSet<string> listed,
        KnownDatabases databases,
        PresenceChanges changes,
        CancellationToken cancellationToken)
    {
        foreach (var row in rows.Where(row => row.IsMissing && listed.Contains(row.ObjectKey)))
        {
            await FindAsync(row, changes, cancellationToken);
        }

        var unlisted = rows.Where(row => !listed.Contains(row.ObjectKey) && (!row.IsMissing || IsOver(row)));
        foreach (var batch in unlisted.Chunk(Batch))
        {
            var areGone = await AskAsync(batch, cancellationToken);
            foreach (var (row, isGone) in batch.Zip(areGone))
            {
                await (isGone switch
                {
                    true => MissAsync(row, databases, changes, cancellationToken),
                    false => FindAsync(row, changes, cancellationToken),
                    null => Task.CompletedTask,
                });
            }

            if (areGone.Contains(null))
            {
                return;
            }
        }
    }

    private bool IsOver(KeptObject row) => clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(row.MissingSince) >= Patience;

    /// <returns>Whether each is gone; <c>null</c> when nobody can tell now.</returns>
    private async Task<bool?[]> AskAsync(KeptObject[] rows, CancellationToken cancellationToken)
    {
        var areGone = new bool?[rows.Length];
        await Parallel.ForAsync(
            0,
            rows.Length,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (index, cancellation) => areGone[index] = await IsGoneAsync(rows[index], cancellation));
        return areGone;
    }

    private async Task<bool?> IsGoneAsync(KeptObject row, CancellationToken cancellationToken)
    {
        var opened = await storage.OpenAsync(row.ObjectKey, cancellationToken);
        if (opened.TryGet(out var stored, out var error))
        {
            await stored.DisposeAsync();
            return false;
        }

        return error.Kind switch
        {
            ErrorKind.SnapshotNotFound => true,
            ErrorKind.SnapshotDamaged => false,
            _ => null,
        };
    }

    private async Task FindAsync(KeptObject row, PresenceChanges changes, CancellationToken cancellationToken)
    {
        if (row.IsMissing && (await mediator.Send(new RecordPresence(row, IsThere: true), cancellationToken)).Value)
        {
            changes.Back.Add(row.ObjectKey);
        }
    }

    private async Task MissAsync(KeptObject row, KnownDatabases databases, PresenceChanges changes, CancellationToken cancellationToken)
    {
        if (!row.IsMissing)
        {
            if ((await mediator.Send(new RecordPresence(row, IsThere: false), cancellationToken)).Value)
            {
                changes.Missing.Add(row.ObjectKey);
            }
        }
        else if (databases.Find(new DatabaseId(row.DatabaseId)) is { } database)
        {
            await mediator.Send(new ForgetSnapshot(database, row.Id, By: null), cancellationToken);
            changes.Forgotten.Add(row.ObjectKey);
        }
    }
}
