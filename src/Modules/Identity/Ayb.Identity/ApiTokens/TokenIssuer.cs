using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>Makes API tokens, for every use case that hands one out.</summary>
internal sealed class TokenIssuer(ApiTokenStore tokens, IMediator mediator, TimeProvider clock)
{
    /// <summary>Stores a new token and says so, both in the transaction of the command that asks for it.</summary>
    /// <param name="entity">Who will bear it.</param>
    /// <param name="origin">How they come by it.</param>
    /// <param name="scope">What it is narrowed to; <c>null</c> when it may do all that its entity may.</param>
    /// <param name="name">What it is called in lists: a <see cref="TokenName"/>, or <c>null</c>.</param>
    /// <param name="expiresAt">When it stops working; <c>null</c> when it works until it is revoked.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<IssuedToken> IssueAsync(
        Entity entity,
        TokenOrigin origin,
        TokenScope? scope,
        string? name,
        DateTimeOffset? expiresAt,
        CancellationToken cancellationToken)
    {
        var token = ApiToken.Create();
        var row = new NewTokenRow(
            token.Short,
            entity.Id.Value,
            token.Hash,
            scope?.Database?.Value,
            scope is null ? null : WireName.Of(scope.Access),
            name,
            clock.GetUtcNow().ToUnixTimeMilliseconds(),
            expiresAt?.ToUnixTimeMilliseconds());
        await tokens.AddAsync(row, cancellationToken);
        await mediator.Publish(new TokenCreated(entity, token.Short, origin, scope, name), cancellationToken);
        return new IssuedToken(token, Stored.Time(row.CreatedAt), Stored.Time(row.ExpiresAt));
    }
}
