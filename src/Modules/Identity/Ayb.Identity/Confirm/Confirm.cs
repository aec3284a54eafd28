using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>Shows the token of an email: registers the entity if it is new, and hands out an API token.</summary>
/// <param name="AuthenticationToken">The token of the email.</param>
/// <param name="TokenName">What the API token is called in lists.</param>
/// <param name="TokenLifetime">How long the API token works; <c>null</c> when that is until it is revoked.</param>
/// <param name="Once">Whether the token is used up by that: a browser remembers the link that it is in.</param>
public sealed record Confirm(
    string AuthenticationToken, string? TokenName = null, TimeSpan? TokenLifetime = null, bool Once = false)
    : ICommand<Confirmed>
{
    public override string ToString() => nameof(Confirm);
}

/// <param name="Token">The API token; it is told this once.</param>
public sealed record Confirmed(string Entity, string Token)
{
    public override string ToString() => $"{nameof(Confirmed)} {{ Entity = {Entity} }}";
}

internal sealed class ConfirmHandler(
    CommandRates rates,
    RegistrationPolicy policy,
    ConfirmationTokens confirmations,
    UsedConfirmationStore used,
    EntityStore entities,
    TokenIssuer issuer,
    TimeProvider clock,
    IMediator mediator)
    : IRequestHandler<Confirm, Result<Confirmed>>
{
    public async Task<Result<Confirmed>> Handle(Confirm request, CancellationToken cancellationToken)
    {
        if (!confirmations.TryOpen(request.AuthenticationToken, out var confirmation))
        {
            return ConfirmationTokens.Invalid;
        }

        if (request.Once && !await used.TryAddAsync(request.AuthenticationToken, cancellationToken))
        {
            return ConfirmationTokens.Used;
        }

        if (rates.TakeConfirmation(EntityName.Of(confirmation.Entity)) is { } tooMany)
        {
            return tooMany;
        }

        if (policy.Refusal(confirmation.EmailAddress) is { } refusal
            && await entities.FindAsync(confirmation.Entity, cancellationToken) is null)
        {
            return refusal;
        }

        var entity = await RegisterOnceAsync(confirmation, cancellationToken);
        if (entity.EmailAddress is not { } address || !EmailAddress.AreSame(address, confirmation.EmailAddress))
        {
            return RegistrationError.AlreadyRegistered(confirmation.Entity);
        }

        return await LogInAsync(entity.Entity, request, cancellationToken);
    }

    /// <summary>Of several confirmations at once the first brings its address in; the others see that one.</summary>
    private async Task<RegisteredEntity> RegisterOnceAsync(Confirmation confirmation, CancellationToken cancellationToken)
    {
        var entity = new RegisteredEntity(
            new Entity(EntityId.New(clock), confirmation.Entity, confirmation.Type), confirmation.EmailAddress);
        if (await entities.TryAddAsync(entity, cancellationToken))
        {
            await mediator.Publish(new EntityRegistered(entity.Entity), cancellationToken);
            return entity;
        }

        return await entities.FindAsync(confirmation.Entity, cancellationToken)
            ?? throw new InvalidOperationException("An entity that took the slug is gone, and entities stay for ever.");
    }

    private async Task<Confirmed> LogInAsync(Entity entity, Confirm request, CancellationToken cancellationToken)
    {
        var issued = await issuer.IssueAsync(
            entity,
            TokenOrigin.LogIn,
            scope: null,
            request.TokenName,
            clock.GetUtcNow() + request.TokenLifetime,
            cancellationToken);
        return new Confirmed(entity.Slug.Value, issued.Token.Reveal());
    }
}
