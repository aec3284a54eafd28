using System.Threading.RateLimiting;
using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>
/// Keeps a caller, whosever profiles they update, and all of them together from making the server a source of load on somebody else's.
/// </summary>
internal sealed class LinkTurns : IDisposable
{
    private readonly PartitionedRateLimiter<EntityId>[] _limiters;
    private readonly PartitionedRateLimiter<EntityId> _all;

    public LinkTurns(LinkLimits limits)
    {
        _limiters =
        [
            PartitionedRateLimiter.Create<EntityId, EntityId>(caller => RateLimitPartition.GetTokenBucketLimiter(
                caller,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = limits.Burst,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = limits.Refill,
                })),
            PartitionedRateLimiter.Create<EntityId, EntityId>(caller => RateLimitPartition.GetConcurrencyLimiter(
                caller, _ => AtOnce(limits.PagesAtOncePerCaller, limits.WaitingPerCaller))),
            PartitionedRateLimiter.Create<EntityId, string>(_ => RateLimitPartition.GetConcurrencyLimiter(
                "all", _ => AtOnce(limits.PagesAtOnce, limits.Waiting))),
        ];
        _all = PartitionedRateLimiter.CreateChained(_limiters);
    }

    /// <summary>Waits for a turn, which lasts until the lease is disposed; a lease that was not acquired is none.</summary>
    public ValueTask<RateLimitLease> WaitAsync(EntityId caller, CancellationToken cancellationToken) =>
        _all.AcquireAsync(caller, permitCount: 1, cancellationToken);

    public void Dispose()
    {
        _all.Dispose();
        Array.ForEach(_limiters, limiter => limiter.Dispose());
    }

    private static ConcurrencyLimiterOptions AtOnce(int permits, int waiting) => new()
    {
        PermitLimit = permits,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };
}
