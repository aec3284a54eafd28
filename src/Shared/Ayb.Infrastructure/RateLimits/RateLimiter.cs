using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Ayb.Contracts;
using Ayb.Infrastructure.Configuration;
using Microsoft.AspNetCore.Builder;

namespace Ayb.Infrastructure.RateLimits;

/// <summary>
/// A token bucket for each key, which holds as many tokens as the rate has and fills evenly in the rate's period.
/// What is kept of a bucket is the moment when it will be full again (the generic cell rate algorithm, ITU-T I.371): taking a token
/// moves that moment on, so nothing has to run for it to fill, and one whose moment has come need not be kept at all.
/// </summary>
/// <param name="setting">Its name in <c>[rate_limits]</c>.</param>
/// <param name="rate">What it allows to each key.</param>
/// <param name="what">What there may be too many of, for the message: <c>registrations from your network address</c>.</param>
/// <param name="clock">Tells how much time has passed.</param>
public sealed class RateLimiter<TKey>(string setting, Rate rate, string what, TimeProvider clock)
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>How many buckets are kept. When more are not full, those with the most tokens are forgotten, which makes them full.</summary>
    public const int Capacity = 1 << 16;

    private readonly ConcurrentDictionary<TKey, StrongBox<long>> _fullAt = new();
    private readonly Lock _forgetting = new();
    private readonly long _interval = rate.IsOff ? 0 : Math.Max(1, TimestampsIn(rate.Period, clock) / rate.Count);
    private long _forgotAt;
    private int _count;

    /// <summary>How many buckets are kept now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Made once, since Carter asks for it with each request.</summary>
    internal Action<EndpointBuilder> Mark => field ??= endpoint => endpoint.Metadata.Add(this);

    private long Period => _interval * rate.Count;

    /// <summary>Takes a token.</summary>
    /// <returns>Why there is none; <c>null</c> when there was one.</returns>
    public AybError? Take(TKey key)
    {
        if (rate.IsOff)
        {
            return null;
        }

        var now = clock.GetTimestamp();
        var fullAt = _fullAt.TryGetValue(key, out var known) ? known : Add(key, now);
        while (true)
        {
            var before = Volatile.Read(ref fullAt.Value);
            if (IsEmpty(before, now, out var refusal))
            {
                return refusal;
            }

            if (Interlocked.CompareExchange(ref fullAt.Value, Math.Max(before, now) + _interval, before) == before)
            {
                return null;
            }
        }
    }

    /// <summary>As <see cref="Take"/>, but leaves the token where it is.</summary>
    public AybError? Look(TKey key) =>
        !rate.IsOff && _fullAt.TryGetValue(key, out var fullAt) && IsEmpty(Volatile.Read(ref fullAt.Value), clock.GetTimestamp(), out var refusal)
            ? refusal
            : null;

    private bool IsEmpty(long fullAt, long now, [NotNullWhen(true)] out AybError? refusal)
    {
        var wait = fullAt - now + _interval - Period;
        refusal = wait > 0 ? Refusal(TimeSpan.FromSeconds((double)wait / clock.TimestampFrequency)) : null;
        return refusal is not null;
    }

    private AybError Refusal(TimeSpan wait) => new(
        ErrorKind.TooManyRequests,
        string.Create(
            CultureInfo.InvariantCulture,
            $"There are too many {what} (rate_limits.{setting} allows {rate}). Try again in {Math.Ceiling(wait.TotalSeconds)} seconds."))
    {
        RetryAfter = wait,
    };

    private StrongBox<long> Add(TKey key, long now)
    {
        if (_count >= Capacity || now - Volatile.Read(ref _forgotAt) > Period)
        {
            Forget(now);
        }

        var added = new StrongBox<long>();
        var kept = _fullAt.GetOrAdd(key, added);
        if (kept == added)
        {
            Interlocked.Increment(ref _count);
        }

        return kept;
    }

    /// <summary>
    /// Drops the buckets that are full. If there is no room after that, also the fuller half of the others: whoever floods the table
    /// with ever new keys pushes those out who have used little, and those who are refused only when they are more than half:
    /// then the ones whose wait is the shortest.
    /// </summary>
    private void Forget(long now)
    {
        if (!_forgetting.TryEnter())
        {
            return;
        }

        try
        {
            Volatile.Write(ref _forgotAt, now);
            ForgetUntil(now);
            if (_count >= Capacity)
            {
                ForgetUntil(_fullAt.Select(bucket => bucket.Value.Value).Order().ElementAt(_count / 2));
            }
        }
        finally
        {
            _forgetting.Exit();
        }
    }

    private void ForgetUntil(long fullAt)
    {
        foreach (var (key, bucket) in _fullAt)
        {
            // A token that somebody takes at this moment is forgotten with it: one more than allowed, once.
            if (Volatile.Read(ref bucket.Value) <= fullAt && _fullAt.TryRemove(key, out _))
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }

    private static long TimestampsIn(TimeSpan period, TimeProvider clock) => (long)(period.TotalSeconds * clock.TimestampFrequency);
}
