using System.Collections.Concurrent;
using Ayb.Contracts;

namespace Ayb.Snapshots.Taking;

/// <summary>Ids of snapshots that are under way: until its row is there, nothing else says that an id is taken.</summary>
internal sealed class IdClaims
{
    private readonly ConcurrentDictionary<(DatabaseId Database, string Id), IDisposable> _claims = [];

    /// <returns>To be disposed once the row is there, or will not be; <c>null</c> when somebody else has it.</returns>
    public IDisposable? TryClaim(DatabaseId database, string id)
    {
        var claim = new Claim(this, database, id);
        return _claims.TryAdd((database, id), claim) ? claim : null;
    }

    /// <summary>Whether one of this database is under way.</summary>
    public bool HasAny(DatabaseId database) => _claims.Keys.Any(claim => claim.Database == database);

    private sealed class Claim(IdClaims owner, DatabaseId database, string id) : IDisposable
    {
        public void Dispose() => owner._claims.TryRemove(KeyValuePair.Create<(DatabaseId, string), IDisposable>((database, id), this));
    }
}
