using System.Security.Cryptography;
using System.Text;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Identity;

/// <summary>The tokens of emails that work no more although they have not expired, by their SHA-256.</summary>
internal sealed class UsedConfirmationStore(MetadataSession session, IdentityOptions options, TimeProvider clock)
{
    private const string DeleteExpired = "DELETE FROM used_confirmations WHERE expires_at < @Now";

    private const string Insert =
        """
        INSERT INTO used_confirmations (hash, expires_at)
        VALUES (@Hash, @ExpiresAt)
        ON CONFLICT (hash) DO NOTHING
        """;

    private const string CountByHash = "SELECT COUNT(*) FROM used_confirmations WHERE hash = @Hash";

    // A token may have been made by a clock that is ahead of this one.
    private readonly TimeSpan _longest = TimeSpan.FromSeconds(options.TokenExpirationSeconds) + FernetTokens.MaxClockSkew;

    public async Task<bool> ContainsAsync(string token, CancellationToken cancellationToken) =>
        await session.FindAsync<long>(CountByHash, new { Hash = HashOf(token) }, cancellationToken) > 0;

    /// <summary>Those that have expired make room.</summary>
    /// <param name="token">One that was opened: it has this one text.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when it was used before, also by somebody at the same moment.</returns>
    public async Task<bool> TryAddAsync(string token, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await session.ExecuteAsync(DeleteExpired, new { Now = now.ToUnixTimeMilliseconds() }, cancellationToken);
        var row = new { Hash = HashOf(token), ExpiresAt = (now + _longest).ToUnixTimeMilliseconds() };
        return await session.ExecuteAsync(Insert, row, cancellationToken) == 1;
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
