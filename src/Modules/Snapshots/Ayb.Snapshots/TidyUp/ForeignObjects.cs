using System.Collections.Concurrent;
using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots;

/// <summary>Objects that turned out to be no snapshots. They are read once, and not every hour.</summary>
internal sealed class ForeignObjects
{
    private readonly ConcurrentDictionary<StoredObject, bool> _refused = [];

    public bool IsRefused(StoredObject found) => _refused.ContainsKey(found);

    public void Refuse(StoredObject found) => _refused[found] = true;
}
