using Ayb.Contracts;
using Ayb.Infrastructure.RateLimits;

namespace Ayb.Querying;

/// <summary>
/// How often a network address and an account may query, or open a session; in all databases together, and by all of its tokens.
/// </summary>
internal sealed class QueryRates(QueryRatesOptions options, TimeProvider clock)
{
    public RateLimiter<ClientAddress> PerAddress { get; } =
        new("queries_per_address", options.QueriesPerAddress, "queries from your network address", clock);

    public RateLimiter<EntityId> PerAccount { get; } =
        new("queries_per_account", options.QueriesPerAccount, "queries of your account", clock);
}
