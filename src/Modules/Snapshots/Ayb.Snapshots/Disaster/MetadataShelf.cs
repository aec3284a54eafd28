using Ayb.Contracts;
using Ayb.Snapshots.Storage;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Disaster;

/// <summary>The metadata snapshots in the storage.</summary>
internal sealed class MetadataShelf(ISnapshotStorage storage, TimeProvider clock, ILogger<MetadataShelf> logger)
{
    /// <summary>That far ahead of the time, as server and storage have it, a clock may have been when a snapshot got its id.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(366);

    /// <summary>The year 9999 ends all times that can be written.</summary>
    private static readonly DateTimeOffset LastThatHasANext = DateTimeOffset.MaxValue.AddDays(-1);

    /// <summary>Those of other servers are among them.</summary>
    public async Task<Result<MetadataSnapshots>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = await storage.ListAsync(MetadataSnapshot.Folder, cancellationToken);
        if (!listed.TryGet(out var objects, out var error))
        {
            return error;
        }

        // By whichever clock is ahead: if this one is far behind, all snapshots there are seem to come from the future.
        var now = objects.Select(found => found.LastModifiedAt).Append(clock.GetUtcNow()).Max();
        var ids = objects.Select(MetadataSnapshot.IdOf).OfType<string>()
            .OrderDescending(StringComparer.Ordinal)
            .ToLookup(id => MetadataSnapshot.TimeOf(id) is var time && (time - now > MostAhead || time > LastThatHasANext));
        if (ids.Contains(true))
        {
            Log.MetadataOfTheFuture(logger, string.Join(", ", ids[true]));
        }

        return new MetadataSnapshots([.. ids[false]], [.. ids[true]]);
    }

    public async Task<Result<MetadataSnapshot>> DescribeAsync(string id, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(id, cancellationToken);
        if (!opened.TryGet(out var found, out var error))
        {
            return error;
        }

        await using (found.Stored)
        {
            return found.Snapshot;
        }
    }

    /// <summary>The caller disposes the object.</summary>
    public async Task<Result<(MetadataSnapshot Snapshot, OpenObject Stored)>> OpenAsync(string id, CancellationToken cancellationToken)
    {
        var opened = await storage.OpenAsync(MetadataSnapshot.Folder + id, cancellationToken);
        return opened.TryGet(out var stored, out var error) ? (MetadataSnapshot.Read(id, stored.Metadata), stored) : error;
    }

    public Task<Result<Nothing>> AddAsync(MetadataSnapshot snapshot, Stream compressed, CancellationToken cancellationToken) =>
        storage.UploadAsync(snapshot.Key, compressed, snapshot.ObjectMetadata, cancellationToken);

    public Task<Result<Nothing>> RemoveAsync(string id, CancellationToken cancellationToken) =>
        storage.DeleteAsync(MetadataSnapshot.Folder + id, cancellationToken);
}
