using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Identity;

internal sealed class ApiTokenStore(MetadataSession session, TimeProvider clock)
{
    /// <summary>How many an entity may have, those aside that it gets by logging in and for apps.</summary>
    public const int MostActive = 1000;

    private const string Insert =
        """
        INSERT INTO api_tokens (short_token, entity_id, hash, database_id, permission_level, app_name, created_at, expires_at)
        VALUES (@ShortToken, @EntityId, @Hash, @DatabaseId, @PermissionLevel, @AppName, @CreatedAt, @ExpiresAt)
        """;

    private const string SelectBearer =
        """
        SELECT entities.id AS EntityId, entities.slug AS EntitySlug, api_tokens.hash AS Hash,
               api_tokens.database_id AS DatabaseId, api_tokens.permission_level AS PermissionLevel,
               api_tokens.expires_at AS ExpiresAt, api_tokens.revoked_at AS RevokedAt,
               memberships.organization_id AS OrganizationId, memberships.role AS Role
        FROM api_tokens
        JOIN entities ON entities.id = api_tokens.entity_id
        LEFT JOIN memberships ON memberships.member_id = entities.id
        WHERE api_tokens.short_token = @shortToken
        """;

    private const string SelectActive =
        """
        SELECT short_token AS ShortToken, database_id AS DatabaseId, permission_level AS PermissionLevel,
               app_name AS AppName, created_at AS CreatedAt, expires_at AS ExpiresAt
        FROM api_tokens
        WHERE entity_id = @EntityId AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @Now)
        ORDER BY created_at, short_token
        """;

    // It changes nothing, and keeps the row from all others until the transaction is over; SQLite has no FOR UPDATE.
    private const string HoldEntity = "UPDATE entities SET type = type WHERE id = @EntityId";

    private const string CountActive =
        """
        SELECT COUNT(*)
        FROM api_tokens
        WHERE entity_id = @EntityId AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @Now)
        """;

    // It changes nothing, and keeps the row from a revocation until the transaction is over; SQLite has no FOR SHARE.
    private const string HoldToken =
        """
        UPDATE api_tokens
        SET revoked_at = revoked_at
        WHERE short_token = @shortToken AND revoked_at IS NULL
        """;

    private const string SetRevoked =
        """
        UPDATE api_tokens
        SET revoked_at = @Now
        WHERE short_token = @ShortToken AND entity_id = @EntityId AND revoked_at IS NULL
        RETURNING database_id AS DatabaseId, permission_level AS PermissionLevel
        """;

    private const string RevokeScoped =
        """
        UPDATE api_tokens
        SET revoked_at = @Now
        WHERE database_id = @DatabaseId AND revoked_at IS NULL
        RETURNING short_token
        """;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public Task AddAsync(NewTokenRow token, CancellationToken cancellationToken) =>
        session.ExecuteAsync(Insert, token, cancellationToken);

    /// <summary>Whether an entity may come to have one more, by this command; others that ask wait for its end.</summary>
    public async Task<bool> HasRoomAsync(EntityId entity, CancellationToken cancellationToken)
    {
        var parameters = new { EntityId = entity.Value, Now };
        await session.ExecuteAsync(HoldEntity, parameters, cancellationToken);
        return await session.FindAsync<long>(CountActive, parameters, cancellationToken) < MostActive;
    }

    /// <returns>A row for each organization that the bearer belongs to, and one for who belongs to none.</returns>
    public Task<IReadOnlyList<BearerRow>> ListBearerAsync(string shortToken, CancellationToken cancellationToken) =>
        session.ListAsync<BearerRow>(SelectBearer, new { shortToken }, cancellationToken);

    /// <summary>Lets a revocation come before this command or after it.</summary>
    /// <returns>False when it came before.</returns>
    public async Task<bool> TryHoldAsync(string shortToken, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(HoldToken, new { shortToken }, cancellationToken) == 1;

    /// <returns>Neither revoked nor expired, oldest first.</returns>
    public Task<IReadOnlyList<ActiveTokenRow>> ListActiveAsync(EntityId entity, CancellationToken cancellationToken) =>
        session.ListAsync<ActiveTokenRow>(SelectActive, new { EntityId = entity.Value, Now }, cancellationToken);

    /// <returns>What it was narrowed to; <c>null</c> when the entity has no such token, or has revoked it before.</returns>
    public Task<TokenScopeRow?> RevokeAsync(EntityId entity, string shortToken, CancellationToken cancellationToken) =>
        session.FindAsync<TokenScopeRow>(
            SetRevoked, new { ShortToken = shortToken, EntityId = entity.Value, Now }, cancellationToken);

    /// <summary>All that are narrowed to one database, whoever bears them.</summary>
    /// <returns>Which they were.</returns>
    public Task<IReadOnlyList<string>> RevokeAsync(DatabaseId database, CancellationToken cancellationToken) =>
        session.ListAsync<string>(RevokeScoped, new { DatabaseId = database.Value, Now }, cancellationToken);
}
