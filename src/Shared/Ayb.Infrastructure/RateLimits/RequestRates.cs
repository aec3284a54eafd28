using Ayb.Contracts;

namespace Ayb.Infrastructure.RateLimits;

/// <summary>How often anybody may call any endpoint, and change any metadata.</summary>
internal sealed class RequestRates(RequestRatesOptions options, TimeProvider clock)
{
    public RateLimiter<ClientAddress> PerAddress { get; } =
        new("requests_per_address", options.RequestsPerAddress, "requests from your network address", clock);

    public RateLimiter<EntityId> ChangesPerAccount { get; } =
        new("changes_per_account", options.ChangesPerAccount, "changes by your account", clock);
}
