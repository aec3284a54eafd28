using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Identity;

internal sealed class AuthorizationCodeStore(MetadataSession session, TimeProvider clock)
{
    private const string DeleteExpired =
        """
        DELETE FROM oauth_codes
        WHERE expires_at <= @Now
        """;

    private const string Insert =
        """
        INSERT INTO oauth_codes (
            hash, entity_id, database_id, permission_level, app_name, redirect_uri, code_challenge, expires_at)
        VALUES (
            @Hash, @EntityId, @DatabaseId, @PermissionLevel, @AppName, @RedirectUri, @CodeChallenge, @ExpiresAt)
        """;

    private const string SelectUnused =
        """
        SELECT entities.id AS EntityId, entities.slug AS EntitySlug, entities.type AS EntityType,
               oauth_codes.database_id AS DatabaseId, oauth_codes.permission_level AS PermissionLevel,
               oauth_codes.app_name AS AppName, oauth_codes.redirect_uri AS RedirectUri,
               oauth_codes.code_challenge AS CodeChallenge, oauth_codes.expires_at AS ExpiresAt
        FROM oauth_codes
        JOIN entities ON entities.id = oauth_codes.entity_id
        WHERE oauth_codes.hash = @hash AND oauth_codes.used_at IS NULL
        """;

    private const string SetUsed =
        """
        UPDATE oauth_codes
        SET used_at = @Now
        WHERE hash = @hash AND used_at IS NULL
        """;

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Codes that have expired make room.</summary>
    public async Task AddAsync(
        AuthorizationCode code,
        EntityId entity,
        DatabaseId database,
        QueryAccess access,
        AuthorizationRequest request,
        CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(DeleteExpired, new { Now = Now.ToUnixTimeMilliseconds() }, cancellationToken);
        var row = new
        {
            code.Hash,
            EntityId = entity.Value,
            DatabaseId = database.Value,
            PermissionLevel = WireName.Of(access),
            request.AppName,
            RedirectUri = request.RedirectUri.Text,
            request.CodeChallenge,
            ExpiresAt = (Now + AuthorizationCode.Lifetime).ToUnixTimeMilliseconds(),
        };
        await session.ExecuteAsync(Insert, row, cancellationToken);
    }

    public Task<AuthorizationCodeRow?> FindUnusedAsync(string hash, CancellationToken cancellationToken) =>
        session.FindAsync<AuthorizationCodeRow>(SelectUnused, new { hash }, cancellationToken);

    /// <returns>False when it was used before, also by somebody at the same moment.</returns>
    public async Task<bool> TryUseAsync(string hash, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(SetUsed, new { hash, Now = Now.ToUnixTimeMilliseconds() }, cancellationToken) == 1;
}
