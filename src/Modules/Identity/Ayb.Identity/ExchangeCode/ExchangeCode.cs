using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>
/// Gives an app its API token for the code that it got. Every failure is an <c>invalid_grant</c>, and so is no answer: then the code
/// has come a second time, and the token that it gave the first time has been revoked.
/// </summary>
/// <param name="Code">Works once, for ten minutes.</param>
/// <param name="RedirectUri">Where the code was sent to, byte for byte.</param>
/// <param name="CodeVerifier">The secret behind the challenge that the app began with.</param>
public sealed record ExchangeCode(string Code, string RedirectUri, string CodeVerifier) : ICommand<ExchangedCode?>
{
    internal static readonly AybError Invalid = AybError.Invalid("The code is unknown, used, or expired.");

    public override string ToString() => nameof(ExchangeCode);
}

/// <param name="AccessToken">The API token; it is told this once.</param>
/// <param name="Database"><c>owner/database</c>, the one that it reaches.</param>
/// <param name="Access">How far it goes there.</param>
public sealed record ExchangedCode(string AccessToken, string Database, QueryAccess Access)
{
    public override string ToString() => $"{nameof(ExchangedCode)} {{ Database = {Database}, Access = {Access} }}";
}

internal sealed class ExchangeCodeHandler(
    CodeFinder finder, AuthorizationCodeStore codes, ApiTokenStore tokens, TokenIssuer issuer, IMediator mediator)
    : IRequestHandler<ExchangeCode, Result<ExchangedCode?>>
{
    private static readonly AybError Gone = AybError.Invalid("The database is no more.");

    public async Task<Result<ExchangedCode?>> Handle(ExchangeCode request, CancellationToken cancellationToken)
    {
        if (!(await finder.FindAsync(request, cancellationToken)).TryGet(out var code, out var error))
        {
            return error;
        }

        if (code.IssuedToken is { } issued)
        {
            return await RevokeAsync(code, issued, cancellationToken);
        }

        // Who has logged out since, or was thrown out, lets no app in any more. Before the code, as when it was given.
        var hash = AuthorizationCode.HashOf(request.Code);
        return await tokens.TryHoldAsync(code.ConsentingToken, cancellationToken) && await codes.TryUseAsync(hash, cancellationToken)
            ? await IssueAsync(hash, code, cancellationToken)
            : ExchangeCode.Invalid;
    }

    private async Task<Result<ExchangedCode?>> IssueAsync(
        string hash, AuthorizationCodeRow code, CancellationToken cancellationToken)
    {
        var (entity, scope) = (code.ToEntity(), code.ToScope());
        if (await mediator.Ask(new WhichDatabasesById([scope.Database!.Value]), cancellationToken) is not [var database])
        {
            return Gone;
        }

        var issued = await issuer.IssueAsync(entity, TokenOrigin.App, scope, code.AppName, expiresAt: null, cancellationToken);
        await codes.SetIssuedAsync(hash, issued.Token.Short, cancellationToken);
        return new ExchangedCode(issued.Token.Reveal(), database.Name, scope.Access);
    }

    // RFC 6749, 4.1.2: two know the code, and nobody can tell which of them the token was meant for.
    private async Task<Result<ExchangedCode?>> RevokeAsync(
        AuthorizationCodeRow code, string issued, CancellationToken cancellationToken)
    {
        var (entity, scope) = (code.ToEntity(), code.ToScope());
        if (await tokens.RevokeAsync(entity.Id, issued, cancellationToken) is null)
        {
            return ExchangeCode.Invalid;
        }

        await mediator.Publish(
            new TokenRevoked(new Principal(entity.Id, entity.Slug, issued, scope), entity.Id, issued, scope), cancellationToken);
        return (ExchangedCode?)null;
    }
}
