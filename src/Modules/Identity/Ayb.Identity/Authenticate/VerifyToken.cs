using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>Looks an API token up in the metadata.</summary>
internal sealed record VerifyToken(string Token) : IQuery<VerifiedToken>
{
    public override string ToString() => nameof(VerifyToken);
}

internal sealed record VerifiedToken(Principal Bearer, DateTime? ExpiresAt);

internal sealed class VerifyTokenHandler(ApiTokenStore tokens, TimeProvider clock)
    : IRequestHandler<VerifyToken, Result<VerifiedToken>>
{
    public async Task<Result<VerifiedToken>> Handle(VerifyToken request, CancellationToken cancellationToken)
    {
        if (!ApiToken.TryParse(request.Token, out var token)
            || await tokens.ListBearerAsync(token.Short, cancellationToken) is not [var row, ..] rows
            || !token.IsKnownBy(row.Hash))
        {
            return InvalidApiToken.Unknown;
        }

        if (row.RevokedAt is not null)
        {
            return InvalidApiToken.Revoked;
        }

        var expiresAt = Stored.Time(row.ExpiresAt);
        return expiresAt <= clock.GetUtcNow().UtcDateTime
            ? InvalidApiToken.Expired
            : new VerifiedToken(BearerRow.ToPrincipal(rows, token.Short), expiresAt);
    }
}
