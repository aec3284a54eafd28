using System.Collections.Concurrent;
using Ayb.Contracts;
using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots;

/// <summary>Objects that turned out to be no snapshots of databases of this server. They are read once, and not every hour.</summary>
internal sealed class ForeignObjects
{
    private readonly ConcurrentDictionary<(StoredObject Found, DatabaseId? Namesake), bool> _refused = [];

    /// <param name="found">The object.</param>
    /// <param name="namesake">Which database is called as the object's folder: the next one of that name may see it otherwise.</param>
    public bool IsRefused(StoredObject found, HostedDatabase? namesake) => _refused.ContainsKey((found, namesake?.Id));

    public void Refuse(StoredObject found, HostedDatabase? namesake) => _refused[(found, namesake?.Id)] = true;
}
