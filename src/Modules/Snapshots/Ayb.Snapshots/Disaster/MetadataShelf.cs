using Ayb.Contracts;
using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots.Disaster;

/// <summary>The metadata snapshots in the storage.</summary>
internal sealed class MetadataShelf(ISnapshotStorage storage)
{
    /// <summary>All of them, of whichever server, newest first.</summary>
    public async Task<Result<IReadOnlyList<string>>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = await storage.ListAsync(MetadataSnapshot.Folder, cancellationToken);
        return listed.TryGet(out var objects, out var error)
            ? objects.Select(MetadataSnapshot.IdOf).OfType<string>().OrderDescending(StringComparer.Ordinal).ToList()
            : error;
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
