using System.Collections.Concurrent;
using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots;

/// <summary>What the storage has of each database, by rows, and by what objects without a row tell of themselves. Several may ask at once.</summary>
internal sealed class SnapshotIndex
{
    /// <summary>Those without a row are opened one by one, and it is the way there and back that takes long.</summary>
    private const int AtOnce = 8;

    private readonly HashSet<string> _keys;
    private readonly ILookup<DatabaseId, Snapshot> _unlisted;
    private readonly Dictionary<string, AybError> _unread;
    private readonly AybError? _unreadOfAnybody;

    private SnapshotIndex(
        IReadOnlyList<StoredObject> objects,
        ConcurrentDictionary<StoredObject, Result<Adopted?>> unlisted,
        IEnumerable<string> foldersOfRows,
        KnownDatabases databases)
    {
        _keys = objects.Select(found => found.Key).ToHashSet();
        var adopted = unlisted.Values.Where(read => read.Succeeded).Select(read => read.Value).OfType<Adopted>().ToList();
        _unlisted = adopted.ToLookup(one => one.Database.Id, one => one.Snapshot);
        var names = databases.All.Select(database => database.Name).ToHashSet();
        var unread = unlisted.Where(read => !read.Value.Succeeded)
            .OrderBy(read => read.Key.Key, StringComparer.Ordinal)
            .Select(read => (read.Key.Folder, Error: ToldOf(read.Key, read.Value.Error!)))
            .ToLookup(read => names.Contains(read.Folder));
        _unread = unread[true].DistinctBy(read => read.Folder).ToDictionary(read => read.Folder, read => read.Error);
        _unreadOfAnybody = unread[false].Select(read => read.Error).FirstOrDefault();
        Unknown =
        [
            .. objects.Where(found => found.Key.Split('/').Length == 3).Select(found => found.Folder)
                .Except(foldersOfRows)
                .Except(names)
                .Except(adopted.Select(one => FolderOf(one.Snapshot.ObjectKey)))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The folders of which nobody has found anything.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <param name="objects">All there are.</param>
    /// <param name="rows">What the metadata knows of them.</param>
    /// <param name="databases">Those whose they may be.</param>
    /// <param name="adoption">Reads what has no row: also what stands under a name that the metadata does not know, or not yet.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<SnapshotIndex> ReadAsync(
        IReadOnlyList<StoredObject> objects,
        IReadOnlyList<KeptObject> rows,
        KnownDatabases databases,
        Adoption adoption,
        CancellationToken cancellationToken)
    {
        var listed = rows.Select(row => row.ObjectKey).ToHashSet();
        var unlisted = new ConcurrentDictionary<StoredObject, Result<Adopted?>>();
        await Parallel.ForEachAsync(
            objects.Where(found => !listed.Contains(found.Key) && adoption.MayBeOne(found, databases)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (found, cancellation) => unlisted[found] = await adoption.ReadAsync(found, databases, cancellation));
        var folders = rows.Where(row => databases.Find(new DatabaseId(row.DatabaseId)) is not null).Select(row => FolderOf(row.ObjectKey));
        return new SnapshotIndex(objects, unlisted, folders, databases);
    }

    /// <summary>The snapshots of a database, newest first, and whether each has a row.</summary>
    /// <param name="database">Of which.</param>
    /// <param name="rows">What the metadata knows; some may have been deleted since.</param>
    /// <returns>
    /// An error when one can't be read that may be newer than all others. Of a database that was renamed it stands where none is now, so that
    /// whatever stands there and can't be read may be anybody's.
    /// </returns>
    public Result<IReadOnlyList<(Snapshot Snapshot, bool IsListed)>> Find(HostedDatabase database, IReadOnlyList<Snapshot> rows) =>
        (_unread.GetValueOrDefault(database.Name) ?? _unreadOfAnybody) is { } error
            ? error
            : rows.Where(row => _keys.Contains(row.ObjectKey)).Select(row => (Snapshot: row, IsListed: true))
                .Concat(_unlisted[database.Id].Select(snapshot => (Snapshot: snapshot, IsListed: false)))
                .OrderByDescending(one => one.Snapshot.TakenAt)
                .ThenByDescending(one => one.Snapshot.Id, StringComparer.Ordinal)
                .ToArray();

    private static AybError ToldOf(StoredObject unread, AybError error) => error with { Message = $"{unread.Key} can't be read: {error.Message}" };

    private static string FolderOf(string key) => key[..key.LastIndexOf('/')];
}
