using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>
/// Tokens that were verified lately, and to which organizations their bearers belong. What changes on this server
/// is forgotten at once; what changes on others, which it does not hear of, takes as long as <see cref="Lifetime"/>.
/// </summary>
internal sealed class TokenCache(TimeProvider clock)
{
    public const int Capacity = 16_384;

    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<TokenDigest, CachedBearer> _bearers = new();
    private readonly Lock _changing = new();
    private long _generation;

    /// <summary>Changes whenever something is forgotten; to be read before the lookup whose outcome is added.</summary>
    public long Generation => Volatile.Read(ref _generation);

    public int Count => _bearers.Count;

    public bool TryFind(TokenDigest digest, [NotNullWhen(true)] out Principal? bearer)
    {
        bearer = _bearers.TryGetValue(digest, out var cached) && cached.IsFresh(clock.GetUtcNow().UtcDateTime)
            ? cached.Bearer
            : null;
        return bearer is not null;
    }

    /// <summary>Whether it was verified at some time, which may be too long ago to rely on.</summary>
    public bool Remembers(TokenDigest digest) => _bearers.ContainsKey(digest);

    public void Remove(TokenDigest digest) => _bearers.TryRemove(digest, out _);

    /// <summary>Does nothing when something was forgotten since: this may be it, read before it changed.</summary>
    public void Add(TokenDigest digest, VerifiedToken token, long generation)
    {
        lock (_changing)
        {
            if (generation != _generation)
            {
                return;
            }

            // By the age of the lookup: keeping track of the last use would cost on every hit.
            if (_bearers.Count >= Capacity)
            {
                RemoveOlderHalf();
            }

            _bearers[digest] = CachedBearer.From(token, clock.GetUtcNow().UtcDateTime);
        }
    }

    public void Forget(string shortToken) => Forget(bearer => bearer.TokenId == shortToken);

    /// <summary>Forgets all tokens of an entity.</summary>
    public void Forget(EntityId entity) => Forget(bearer => bearer.Id == entity);

    private void RemoveOlderHalf()
    {
        foreach (var (digest, _) in _bearers.ToArray().OrderBy(entry => entry.Value.Since).Take(Capacity / 2))
        {
            _bearers.TryRemove(digest, out _);
        }
    }

    private void Forget(Func<Principal, bool> isMeant)
    {
        lock (_changing)
        {
            _generation++;
            foreach (var (digest, cached) in _bearers)
            {
                if (isMeant(cached.Bearer))
                {
                    _bearers.TryRemove(digest, out _);
                }
            }
        }
    }
}
