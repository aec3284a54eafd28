using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>Gives an app its API token for the code that it got. Every failure is an <c>invalid_grant</c>.</summary>
/// <param name="Code">Works once, for ten minutes.</param>
/// <param name="RedirectUri">Where the code was sent to, byte for byte.</param>
/// <param name="CodeVerifier">The secret behind the challenge that the app began with.</param>
public sealed record ExchangeCode(string Code, string RedirectUri, string CodeVerifier) : ICommand<ExchangedCode>
{
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
    CodeFinder finder, AuthorizationCodeStore codes, TokenIssuer issuer, IMediator mediator)
    : IRequestHandler<ExchangeCode, Result<ExchangedCode>>
{
    private static readonly AybError Gone = AybError.Invalid("The database is no more.");

    public async Task<Result<ExchangedCode>> Handle(ExchangeCode request, CancellationToken cancellationToken)
    {
        if (!(await finder.FindAsync(request, cancellationToken)).TryGet(out var code, out var error))
        {
            return error;
        }

        return await codes.TryUseAsync(AuthorizationCode.HashOf(request.Code), cancellationToken)
            ? await IssueAsync(code, cancellationToken)
            : CodeFinder.Invalid;
    }

    private async Task<Result<ExchangedCode>> IssueAsync(AuthorizationCodeRow code, CancellationToken cancellationToken)
    {
        var (entity, scope) = (code.ToEntity(), code.ToScope());
        if (await mediator.Ask(new WhichDatabasesById([scope.Database!.Value]), cancellationToken) is not [var database])
        {
            return Gone;
        }

        var issued = await issuer.IssueAsync(entity, TokenOrigin.App, scope, code.AppName, expiresAt: null, cancellationToken);
        return new ExchangedCode(issued.Token.Reveal(), database.Name, scope.Access);
    }
}
