using Ayb.Contracts;
using Ayb.Snapshots.Disaster;
using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots;

/// <summary>Which snapshots of the metadata a restore may take: the one that is wanted, or those of the only server that has kept any.</summary>
internal sealed class MetadataChoice(MetadataShelf shelf, ISnapshotStorage storage)
{
    /// <summary>How many of each server are offered.</summary>
    private const int MostOffered = 3;

    private const string OnlyOfTheFuture = "The metadata snapshots in the storage claim to be of a time that has not come";

    private AybError NoSnapshot => new(
        ErrorKind.SnapshotNotFound,
        $"The storage has no snapshot of a server's metadata in {storage.Place}/{MetadataSnapshot.Folder}. Are [snapshots] and its path_prefix those of the server that was lost?");

    /// <returns>Newest first.</returns>
    public async Task<Result<IReadOnlyList<string>>> ChooseAsync(string? wanted, CancellationToken cancellationToken)
    {
        if (!(await shelf.ListAsync(cancellationToken)).TryGet(out var listed, out var error))
        {
            return error;
        }

        var (ids, ofTheFuture) = listed;
        if (wanted is not null)
        {
            return ids.Concat(ofTheFuture).Contains(wanted)
                ? new[] { wanted }
                : Offer($"The storage has no metadata snapshot {wanted}", [.. ofTheFuture, .. ids]);
        }

        if (ids.Count == 0)
        {
            return ofTheFuture.Count == 0 ? NoSnapshot : Offer(OnlyOfTheFuture, ofTheFuture);
        }

        if (!(await DescribeAsync(ids, cancellationToken)).TryGet(out var described, out error))
        {
            return error;
        }

        var servers = described.ToLookup(snapshot => Lineage.Parse(snapshot.Lineage).Server, snapshot => snapshot.Id);
        return servers.Count(server => server.Key.Length > 0) > 1 ? OfferServers(servers) : ids.ToArray();
    }

    /// <returns>Those that are not damaged.</returns>
    private async Task<Result<IReadOnlyList<MetadataSnapshot>>> DescribeAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = new List<MetadataSnapshot>();
        foreach (var id in ids)
        {
            var described = await shelf.DescribeAsync(id, cancellationToken);
            if (described.TryGet(out var snapshot, out var error))
            {
                found.Add(snapshot);
            }
            else if (error.Kind is not (ErrorKind.SnapshotDamaged or ErrorKind.SnapshotNotFound))
            {
                return error;
            }
        }

        return found;
    }

    private static AybError OfferServers(ILookup<string, string> servers) => new(
        ErrorKind.Conflict,
        "The storage has metadata snapshots of several servers: name the one to restore by --metadata. There are, newest first, a server in each line:"
        + string.Concat(servers.Select(ids => $"\n  {LineOf([.. ids])}{(ids.Key.Length == 0 ? " (nobody knows of which server)" : "")}")));

    private static string LineOf(IReadOnlyList<string> ids) =>
        string.Join(", ", ids.Take(MostOffered)) + (ids.Count > MostOffered ? $" and {ids.Count - MostOffered} older" : "");

    private static AybError Offer(string what, IReadOnlyList<string> ids) => new(
        ErrorKind.Conflict, $"{what}: name the one to restore by --metadata. There are, newest first: {string.Join(", ", ids)}");
}
