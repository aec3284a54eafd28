using Ayb.Contracts;
using Ayb.Infrastructure.RateLimits;

namespace Ayb.Querying;

/// <summary>How often an account may query, or open a session; in all databases together, and by all of its tokens.</summary>
internal sealed class QueryRates(QueryRatesOptions options, TimeProvider clock)
{
    public RateLimiter<EntityId> PerAccount { get; } =
        new("queries_per_account", options.QueriesPerAccount, "queries of your account", clock);
}
