using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Identity;

/// <summary>Makes one of the caller's own API tokens worthless, also the one that is being shown.</summary>
public sealed record RevokeToken(Principal Caller, string ShortToken) : ICommand<Nothing>;

internal sealed class RevokeTokenValidator : AbstractValidator<RevokeToken>
{
    public RevokeTokenValidator() => RuleFor(revoke => revoke.Caller).MustBeUnscoped();
}

internal sealed class RevokeTokenHandler(ApiTokenStore tokens, IMediator mediator)
    : IRequestHandler<RevokeToken, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(RevokeToken request, CancellationToken cancellationToken)
    {
        // Whoever leaves an organization may still take back what is their own: only the token that they do it by must be good.
        if (!await tokens.TryHoldAsync(request.Caller.TokenId, cancellationToken))
        {
            return InvalidApiToken.Revoked;
        }

        if (await tokens.RevokeAsync(request.Caller.Id, request.ShortToken, cancellationToken) is not { } revoked)
        {
            return AybError.NotFound("api_token", request.ShortToken);
        }

        await mediator.Publish(
            new TokenRevoked(request.Caller, request.Caller.Id, request.ShortToken, revoked.ToScope()), cancellationToken);
        return new Nothing();
    }
}
