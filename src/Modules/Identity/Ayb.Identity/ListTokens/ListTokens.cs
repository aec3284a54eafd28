using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Identity;

/// <summary>The caller's API tokens that still work, oldest first.</summary>
public sealed record ListTokens(Principal Caller) : IQuery<TokenList>;

public sealed record TokenList(IReadOnlyList<ListedToken> Tokens);

/// <param name="ScopedDatabase">
/// <c>owner/database</c>, the one that it reaches, or its id when it is no more; <c>null</c> for all that its entity may reach.
/// </param>
/// <param name="PermissionLevel">How far its queries may go; <c>null</c> for a token that may do all that its entity may.</param>
/// <param name="AppName">What its bearer, or the app that it was given to, calls it.</param>
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

internal sealed class ListTokensHandler(ApiTokenStore tokens, IMediator mediator) : IRequestHandler<ListTokens, Result<TokenList>>
{
    public async Task<Result<TokenList>> Handle(ListTokens request, CancellationToken cancellationToken)
    {
        var active = await tokens.ListActiveAsync(request.Caller.Id, cancellationToken);
        var names = await NamesAsync(active, cancellationToken);
        return new TokenList([.. active.Select(token => View(token, names))]);
    }

    private async Task<Dictionary<string, string>> NamesAsync(
        IReadOnlyList<ActiveTokenRow> tokens, CancellationToken cancellationToken)
    {
        var ids = tokens.Select(token => token.DatabaseId).OfType<string>().Distinct().Select(id => new DatabaseId(id)).ToList();
        var databases = ids.Count == 0 ? [] : await mediator.Ask(new WhichDatabasesById(ids), cancellationToken) ?? [];
        return databases.ToDictionary(database => database.Id.Value, database => database.Name);
    }

    private static ListedToken View(ActiveTokenRow token, Dictionary<string, string> names) => new(
        token.ShortToken,
        token.DatabaseId is { } id ? names.GetValueOrDefault(id, id) : null,
        token.PermissionLevel,
        token.AppName,
        Stored.Time(token.CreatedAt),
        Stored.Time(token.ExpiresAt),
        RevokedAt: null);
}
