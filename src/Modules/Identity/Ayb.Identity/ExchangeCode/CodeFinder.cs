using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>Finds the code that an app shows, if it is the one who may.</summary>
internal sealed class CodeFinder(AuthorizationCodeStore codes, TimeProvider clock)
{
    /// <summary>For how long an app that sends the same twice, out of haste or over a bad network, is not taken for two.</summary>
    private static readonly TimeSpan Haste = TimeSpan.FromSeconds(10);

    private static readonly AybError Elsewhere = AybError.Invalid("redirect_uri is not the one that the code was asked for with.");
    private static readonly AybError Unproven = AybError.Invalid("code_verifier does not belong to the code_challenge.");

    /// <summary>Also one that was used a while ago, so that it can end what it gave. Leaves the code as it was: a thief without the verifier takes it from nobody.</summary>
    public async Task<Result<AuthorizationCodeRow>> FindAsync(ExchangeCode exchange, CancellationToken cancellationToken) =>
        await codes.FindAsync(AuthorizationCode.HashOf(exchange.Code), cancellationToken) switch
        {
            null => ExchangeCode.Invalid,
            var code when Stored.Time(code.ExpiresAt) <= clock.GetUtcNow().UtcDateTime => ExchangeCode.Invalid,
            var code when code.RedirectUri != exchange.RedirectUri => Elsewhere,
            var code when !ProofKey.Proves(exchange.CodeVerifier, code.CodeChallenge) => Unproven,
            { UsedAt: { } usedAt } when clock.GetUtcNow().UtcDateTime - Stored.Time(usedAt) <= Haste => ExchangeCode.Invalid,
            var code => code,
        };
}
