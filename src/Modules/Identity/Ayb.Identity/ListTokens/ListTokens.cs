using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Identity;

/// <summary>The caller's API tokens that still work, oldest first.</summary>
public sealed record ListTokens(Principal Caller) : IQuery<TokenList>;

public sealed record TokenList(IReadOnlyList<ListedToken> Tokens);

/// <param name="ScopedDatabase"><c>owner/database</c>; <c>null</c> for a token that may do all that its entity may.</param>
/// <param name="PermissionLevel">How far a token that is scoped to a database may go there.</param>
/// <param name="AppName">The app that the token was given to.</param>
public sealed record ListedToken(
    string ShortToken,
    string? ScopedDatabase,
    string? PermissionLevel,
    string? AppName,
    DateTime CreatedAt,
    DateTime? ExpiresAt,
    DateTime? RevokedAt);

internal sealed class ListTokensValidator : AbstractValidator<ListTokens>
{
    public ListTokensValidator() => RuleFor(list => list.Caller).MustBeUnscoped();
}

internal sealed class ListTokensHandler(ApiTokenStore tokens) : IRequestHandler<ListTokens, Result<TokenList>>
{
    public async Task<Result<TokenList>> Handle(ListTokens request, CancellationToken cancellationToken)
    {
        var active = await tokens.ListActiveAsync(request.Caller.Id, cancellationToken);
        return new TokenList([.. active.Select(View)]);
    }

    // No use case hands out a token for one database yet, so there is no database to name.
    private static ListedToken View(ActiveTokenRow token) => new(
        token.ShortToken,
        ScopedDatabase: null,
        token.PermissionLevel,
        token.AppName,
        Stored.Time(token.CreatedAt),
        Stored.Time(token.ExpiresAt),
        RevokedAt: null);
}
