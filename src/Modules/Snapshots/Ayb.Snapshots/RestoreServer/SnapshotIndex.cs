using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots;

/// <summary>What the storage has of each database, as far as it is known by its name or by a row. Several may ask at once.</summary>
internal sealed class SnapshotIndex
{
    private readonly HashSet<string> _keys;
    private readonly ILookup<string, StoredObject> _byFolder;
    private readonly HashSet<string> _known = [];

    public SnapshotIndex(IReadOnlyList<StoredObject> objects)
    {
        var snapshots = objects.Where(found => found.Key.Split('/').Length == 3).ToList();
        _keys = snapshots.Select(found => found.Key).ToHashSet();
        _byFolder = snapshots.ToLookup(found => FolderOf(found.Key));
    }

    /// <summary>The folders of which nobody has found anything.</summary>
    public IReadOnlyList<string> Unknown
    {
        get
        {
            lock (_known)
            {
                return [.. _byFolder.Select(folder => folder.Key).Except(_known).Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>The snapshots of a database, newest first, and whether each has a row.</summary>
    /// <param name="database">Of which.</param>
    /// <param name="rows">What the metadata knows; some may have been deleted since.</param>
    /// <param name="adoption">Reads the others.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>An error when one can't be read that may be newer than all others.</returns>
    public async Task<Result<IReadOnlyList<(Snapshot Snapshot, bool IsListed)>>> FindAsync(
        HostedDatabase database, IReadOnlyList<Snapshot> rows, Adoption adoption, CancellationToken cancellationToken)
    {
        Remember(rows.Select(row => FolderOf(row.ObjectKey)).Append(database.Name));
        var found = rows.Where(row => _keys.Contains(row.ObjectKey)).Select(row => (row, true)).ToList();
        var listed = rows.Select(row => row.ObjectKey).ToHashSet();
        foreach (var other in _byFolder[database.Name].Where(other => !listed.Contains(other.Key)))
        {
            if (!(await adoption.ReadAsync(database, other, cancellationToken)).TryGet(out var snapshot, out var error))
            {
                return error;
            }

            if (snapshot is not null)
            {
                found.Add((snapshot, false));
            }
        }

        return found.OrderByDescending(one => one.Item1.TakenAt).ThenByDescending(one => one.Item1.Id, StringComparer.Ordinal).ToArray();
    }

    private static string FolderOf(string key) => key[..key.LastIndexOf('/')];

    private void Remember(IEnumerable<string> folders)
    {
        lock (_known)
        {
            _known.UnionWith(folders);
        }
    }
}
