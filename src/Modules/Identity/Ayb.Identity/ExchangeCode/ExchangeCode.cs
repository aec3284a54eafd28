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
    AuthorizationCodeStore codes, TokenIssuer issuer, TimeProvider clock, IMediator mediator)
    : IRequestHandler<ExchangeCode, Result<ExchangedCode>>
{
    private static readonly AybError Invalid = AybError.Invalid("The code is unknown, used, or expired.");
    private static readonly AybError Elsewhere = AybError.Invalid("redirect_uri is not the one that the code was asked for with.");
    private static readonly AybError Unproven = AybError.Invalid("code_verifier does not belong to the code_challenge.");
    private static readonly AybError Gone = AybError.Invalid("The database is no more.");

    public async Task<Result<ExchangedCode>> Handle(ExchangeCode request, CancellationToken cancellationToken)
    {
        var hash = AuthorizationCode.HashOf(request.Code);
        if (await codes.FindAsync(hash, cancellationToken) is not { } code
            || Stored.Time(code.ExpiresAt) <= clock.GetUtcNow().UtcDateTime)
        {
            return Invalid;
        }

        if (code.RedirectUri != request.RedirectUri)
        {
            return Elsewhere;
        }

        // What fails until here leaves the code as it was: a thief without the verifier takes it from nobody.
        if (!ProofKey.Proves(request.CodeVerifier, code.CodeChallenge))
        {
            return Unproven;
        }

        return await codes.TryUseAsync(hash, cancellationToken) ? await IssueAsync(code, cancellationToken) : Invalid;
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
