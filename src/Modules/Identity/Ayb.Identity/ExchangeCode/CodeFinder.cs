using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>Finds the code that an app shows, if it is the one who may.</summary>
internal sealed class CodeFinder(AuthorizationCodeStore codes, TimeProvider clock)
{
    private static readonly AybError Elsewhere = AybError.Invalid("redirect_uri is not the one that the code was asked for with.");
    private static readonly AybError Unproven = AybError.Invalid("code_verifier does not belong to the code_challenge.");

    /// <summary>Leaves the code as it was: a thief without the verifier takes it from nobody.</summary>
    public async Task<Result<AuthorizationCodeRow>> FindAsync(ExchangeCode exchange, CancellationToken cancellationToken) =>
        await codes.FindAsync(AuthorizationCode.HashOf(exchange.Code), cancellationToken) switch
        {
            null => ExchangeCode.Invalid,
            var code when Stored.Time(code.ExpiresAt) <= clock.GetUtcNow().UtcDateTime => ExchangeCode.Invalid,
            var code when code.RedirectUri != exchange.RedirectUri => Elsewhere,
            var code when !ProofKey.Proves(exchange.CodeVerifier, code.CodeChallenge) => Unproven,
            var code => code,
        };
}
