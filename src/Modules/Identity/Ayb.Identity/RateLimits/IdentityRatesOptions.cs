using Ayb.Infrastructure.Configuration;

namespace Ayb.Identity;

/// <summary>Settings of <c>[rate_limits]</c> that are about accounts and tokens.</summary>
public sealed class IdentityRatesOptions
{
    /// <summary>A school has one address, and a class registers within the same hour.</summary>
    public Rate RegisterPerAddress { get; init; } = new(100, TimeSpan.FromHours(1));

    public Rate RegisterPerEmail { get; init; } = new(5, TimeSpan.FromHours(1));

    public Rate LogInPerAddress { get; init; } = new(200, TimeSpan.FromHours(1));

    public Rate LogInPerEntity { get; init; } = new(10, TimeSpan.FromHours(1));

    public Rate ConfirmPerAddress { get; init; } = new(200, TimeSpan.FromMinutes(10));

    public Rate ConfirmPerEntity { get; init; } = new(30, TimeSpan.FromMinutes(10));

    /// <summary>Codes of OAuth shown for a token, right or wrong.</summary>
    public Rate ExchangePerAddress { get; init; } = new(200, TimeSpan.FromMinutes(10));

    /// <summary>API tokens that turn out to be unknown, revoked or expired.</summary>
    public Rate TokenFailuresPerAddress { get; init; } = new(60, TimeSpan.FromMinutes(1));
}
