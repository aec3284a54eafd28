using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Ayb.Infrastructure.Metadata;

/// <summary>
/// Remembers what was read from the metadata. A change on this server drops the entry at once;
/// one on another server is seen when the entry's <see cref="Lifetime"/> is over.
/// </summary>
/// <remarks>
/// Take <see cref="Generation"/> before the read and give it to <see cref="Add"/>: what was read before a change
/// is then not remembered after it. A transaction neither looks here nor fills this: it sees what it may yet take back.
/// </remarks>
public sealed class MetadataCache<TKey, TValue>(TimeProvider clock) where TKey : struct, IEquatable<TKey>
{
    /// <summary>The most entries that are held; the oldest half makes room for new ones.</summary>
    public const int Capacity = 65_536;

    /// <summary>For how long a change on another server may go unseen.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly Lock _change = new();
    private volatile ConcurrentDictionary<TKey, Entry> _young = new();
    private volatile ConcurrentDictionary<TKey, Entry> _old = new();
    private long _generation;
    private int _youngCount;

    /// <summary>Grows with every change.</summary>
    public long Generation => Interlocked.Read(ref _generation);

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if ((_young.TryGetValue(key, out var entry) || _old.TryGetValue(key, out entry))
            && clock.GetElapsedTime(entry.ReadAt) < Lifetime)
        {
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Remembers what was read since <paramref name="generation"/>, unless something has changed since.</summary>
    public void Add(TKey key, TValue value, long generation)
    {
        var entry = new Entry(value, clock.GetTimestamp());
        lock (_change)
        {
            if (generation != _generation)
            {
                return;
            }

            if (_youngCount == Capacity / 2)
            {
                (_old, _young, _youngCount) = (_young, new(), 0);
            }

            if (_young.TryAdd(key, entry))
            {
                _youngCount++;
            }
            else
            {
                _young[key] = entry;
            }
        }
    }

    /// <summary>Forgets what has changed; call it after the commit.</summary>
    public void Remove(TKey key)
    {
        lock (_change)
        {
            Interlocked.Increment(ref _generation);
            if (_young.TryRemove(key, out _))
            {
                _youngCount--;
            }

            _old.TryRemove(key, out _);
        }
    }

    private sealed record Entry(TValue Value, long ReadAt);
}
