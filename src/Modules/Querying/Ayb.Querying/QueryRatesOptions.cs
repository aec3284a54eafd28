using Ayb.Infrastructure.Configuration;

namespace Ayb.Querying;

/// <summary>Settings of <c>[rate_limits]</c> that are about queries.</summary>
public sealed class QueryRatesOptions
{
    public Rate QueriesPerAddress { get; init; } = new(60_000, TimeSpan.FromMinutes(1));

    public Rate QueriesPerAccount { get; init; } = new(60_000, TimeSpan.FromMinutes(1));
}
