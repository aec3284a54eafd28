using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>
/// Sets right what a death of the server has left in the storage: makes the rows of objects that have none, and drops uploads that
/// did not get to their end.
/// </summary>
internal sealed record TidyUp : IRequest<Result<Nothing>>;

internal sealed class TidyUpHandler(
    SnapshotCatalog catalog, ISnapshotStorage storage, Adoption adoption, IMediator mediator, TimeProvider clock, ILogger<TidyUpHandler> logger)
    : IRequestHandler<TidyUp, Result<Nothing>>
{
    /// <summary>Younger objects may be about to get their row.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestUpload = TimeSpan.FromDays(1);

    public async Task<Result<Nothing>> Handle(TidyUp request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var swept = await storage.SweepAsync(now - LongestUpload, cancellationToken);
        var listed = await storage.ListAsync("", cancellationToken);
        if (!swept.TryGet(out _, out var error) || !listed.TryGet(out var objects, out error))
        {
            Log.NotTidied(logger, error.Message);
            return error;
        }

        var byFolder = objects.Where(found => found.LastModifiedAt < now - Settled).ToLookup(found => FolderOf(found.Key));
        var databases = await mediator.Ask(new WhichDatabasesExist(), cancellationToken) ?? [];
        foreach (var database in databases.Where(database => byFolder.Contains(database.Name)))
        {
            await AdoptAsync(database, byFolder[database.Name], cancellationToken);
        }

        return new Nothing();
    }

    private static string FolderOf(string key) => key[..Math.Max(0, key.LastIndexOf('/'))];

    private async Task AdoptAsync(HostedDatabase database, IEnumerable<StoredObject> objects, CancellationToken cancellationToken)
    {
        var known = (await catalog.ListAsync(database.Id, cancellationToken)).Select(snapshot => snapshot.ObjectKey).ToHashSet();
        foreach (var found in objects.Where(found => !known.Contains(found.Key)))
        {
            // One that can't be read now is looked at again in an hour.
            var read = await adoption.ReadAsync(database, found, cancellationToken);
            if (read.TryGet(out var snapshot, out _) && snapshot is not null)
            {
                await mediator.Send(new RecordSnapshot(database, snapshot, By: null, Written: null), cancellationToken);
                Log.SnapshotAdopted(logger, snapshot.Id, database.Name);
            }
        }
    }
}
