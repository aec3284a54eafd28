using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>
/// Compares the rows with what the storage has. A snapshot whose object somebody has removed leaves the list, and no run relies on it; its row
/// stays for a while, and it is back in the list when its object is: a disk that is not mounted, or the name of another bucket, looks as if
/// everything had been removed.
/// </summary>
internal sealed class MissingObjects(
    KeptObjects kept, ISnapshotStorage storage, IMediator mediator, TimeProvider clock, ILogger<MissingObjects> logger)
{
    /// <summary>Long enough to notice that the disk is not mounted.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    /// <param name="objects">What was listed. One that is not among them is asked for by itself before anybody believes it.</param>
    /// <param name="databases">Those that are known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task CompareAsync(IReadOnlyList<StoredObject> objects, KnownDatabases databases, CancellationToken cancellationToken)
    {
        var listed = objects.Select(found => found.Key).ToHashSet();
        foreach (var row in await kept.ListAsync(cancellationToken))
        {
            if (listed.Contains(row.ObjectKey))
            {
                await FindAsync(row, cancellationToken);
            }
            else if (!row.IsMissing || IsOver(row))
            {
                if (await IsGoneAsync(row, cancellationToken) is not { } isGone)
                {
                    return;
                }

                await (isGone ? MissAsync(row, databases, cancellationToken) : FindAsync(row, cancellationToken));
            }
        }
    }

    private bool IsOver(KeptObject row) => clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(row.MissingSince) >= Patience;

    /// <returns><c>null</c> when nobody can tell now.</returns>
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

    private async Task FindAsync(KeptObject row, CancellationToken cancellationToken)
    {
        if (row.IsMissing && (await mediator.Send(new RecordPresence(row, IsThere: true), cancellationToken)).Value)
        {
            Log.ObjectBack(logger, row.ObjectKey);
        }
    }

    private async Task MissAsync(KeptObject row, KnownDatabases databases, CancellationToken cancellationToken)
    {
        if (!row.IsMissing)
        {
            if ((await mediator.Send(new RecordPresence(row, IsThere: false), cancellationToken)).Value)
            {
                Log.ObjectMissing(logger, row.ObjectKey);
            }
        }
        else if (databases.Find(new DatabaseId(row.DatabaseId)) is { } database)
        {
            await mediator.Send(new ForgetSnapshot(database, row.Id, By: null), cancellationToken);
            Log.ObjectForgotten(logger, row.ObjectKey);
        }
    }
}
