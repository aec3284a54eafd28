using Ayb.Contracts;
using Ayb.Infrastructure.RateLimits;

namespace Ayb.Identity;

/// <summary>How often mails may be asked for, and tokens tried. Addresses are for endpoints and pages, the rest is for their commands, see <see cref="CommandRates"/>.</summary>
internal sealed class IdentityRates(IdentityRatesOptions options, TimeProvider clock)
{
    public RateLimiter<ClientAddress> RegisterPerAddress { get; } =
        new("register_per_address", options.RegisterPerAddress, "registrations from your network address", clock);

    public RateLimiter<Mailbox> RegisterPerEmail { get; } =
        new("register_per_email", options.RegisterPerEmail, "registrations with this email address", clock);

    public RateLimiter<ClientAddress> LogInPerAddress { get; } =
        new("log_in_per_address", options.LogInPerAddress, "log-ins from your network address", clock);

    public RateLimiter<EntityId> LogInPerEntity { get; } =
        new("log_in_per_entity", options.LogInPerEntity, "log-ins of this entity", clock);

    public RateLimiter<ClientAddress> ConfirmPerAddress { get; } =
        new("confirm_per_address", options.ConfirmPerAddress, "confirmations from your network address", clock);

    public RateLimiter<EntityName> ConfirmPerEntity { get; } =
        new("confirm_per_entity", options.ConfirmPerEntity, "confirmations of this entity", clock);

    public RateLimiter<ClientAddress> ExchangePerAddress { get; } =
        new("exchange_per_address", options.ExchangePerAddress, "exchanges of codes from your network address", clock);

    public RateLimiter<ClientAddress> TokenFailuresPerAddress { get; } =
        new("token_failures_per_address", options.TokenFailuresPerAddress, "wrong API tokens from your network address", clock);
}
