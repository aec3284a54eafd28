using Ayb.Infrastructure.Configuration;

namespace Ayb.Infrastructure.RateLimits;

/// <summary>Settings of <c>[rate_limits]</c> that are about requests of any kind; modules read there what is about theirs.</summary>
internal sealed class RequestRatesOptions
{
    public Rate RequestsPerAddress { get; init; } = new(60_000, TimeSpan.FromMinutes(1));

    /// <summary>Of what is kept for good, in all modules together.</summary>
    public Rate ChangesPerAccount { get; init; } = new(600, TimeSpan.FromMinutes(10));
}
