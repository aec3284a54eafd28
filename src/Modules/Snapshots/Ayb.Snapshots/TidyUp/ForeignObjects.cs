using System.Collections.Concurrent;
using Ayb.Contracts;
using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots;

/// <summary>Objects that turned out to be no snapshots of databases of this server. They are read once, and not every hour.</summary>
internal sealed class ForeignObjects
{
    /// <summary>By the database that had the name of the object's folder then.</summary>
    private readonly ConcurrentDictionary<StoredObject, DatabaseId?> _refused = [];

    /// <param name="found">The object.</param>
    /// <param name="namesake">Which database is called as the object's folder: the next one of that name may see it otherwise.</param>
    public bool IsRefused(StoredObject found, HostedDatabase? namesake) =>
        _refused.TryGetValue(found, out var refusedBy) && refusedBy == namesake?.Id;

    public void Refuse(StoredObject found, HostedDatabase? namesake) => _refused[found] = namesake?.Id;

    /// <summary>Forgets those that are there no more, or have changed.</summary>
    public void KeepOnly(IReadOnlyList<StoredObject> listed)
    {
        foreach (var gone in _refused.Keys.Except(listed))
        {
            _refused.TryRemove(gone, out _);
        }
    }

    /// <summary>A snapshot misses its object: one that was refused because it had another may be the one.</summary>
    public void Reconsider() => _refused.Clear();
}
