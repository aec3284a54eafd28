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
            hash, entity_id, consenting_token, database_id, permission_level, app_name, redirect_uri, code_challenge, expires_at)
        VALUES (
            @Hash, @EntityId, @ConsentingToken, @DatabaseId, @PermissionLevel, @AppName, @RedirectUri, @CodeChallenge, @ExpiresAt)
        """;

    private const string SelectByHash =
        """
        SELECT entities.id AS EntityId, entities.slug AS EntitySlug, entities.type AS EntityType,
               oauth_codes.consenting_token AS ConsentingToken, oauth_codes.database_id AS DatabaseId,
               oauth_codes.permission_level AS PermissionLevel, oauth_codes.app_name AS AppName,
               oauth_codes.redirect_uri AS RedirectUri, oauth_codes.code_challenge AS CodeChallenge,
               oauth_codes.expires_at AS ExpiresAt, oauth_codes.used_at AS UsedAt, oauth_codes.issued_token AS IssuedToken
        FROM oauth_codes
        JOIN entities ON entities.id = oauth_codes.entity_id
        WHERE oauth_codes.hash = @hash
        """;

    private const string SetUsed =
        """
        UPDATE oauth_codes
        SET used_at = @Now
        WHERE hash = @hash AND used_at IS NULL
        """;

    private const string SetIssued =
        """
        UPDATE oauth_codes
        SET issued_token = @issuedToken
        WHERE hash = @hash
        """;

    private const string DeleteOfDatabase = "DELETE FROM oauth_codes WHERE database_id = @DatabaseId";

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Codes that have expired make room.</summary>
    public async Task AddAsync(
        AuthorizationCode code,
        Principal by,
        DatabaseId database,
        QueryAccess access,
        AuthorizationRequest request,
        CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(DeleteExpired, new { Now = Now.ToUnixTimeMilliseconds() }, cancellationToken);
        var row = new
        {
            code.Hash,
            EntityId = by.Id.Value,
            ConsentingToken = by.TokenId,
            DatabaseId = database.Value,
            PermissionLevel = WireName.Of(access),
            request.AppName,
            RedirectUri = request.RedirectUri.Text,
            request.CodeChallenge,
            ExpiresAt = (Now + AuthorizationCode.Lifetime).ToUnixTimeMilliseconds(),
        };
        await session.ExecuteAsync(Insert, row, cancellationToken);
    }

    public Task<AuthorizationCodeRow?> FindAsync(string hash, CancellationToken cancellationToken) =>
        session.FindAsync<AuthorizationCodeRow>(SelectByHash, new { hash }, cancellationToken);

    /// <returns>False when it was used before, also by somebody at the same moment.</returns>
    public async Task<bool> TryUseAsync(string hash, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(SetUsed, new { hash, Now = Now.ToUnixTimeMilliseconds() }, cancellationToken) == 1;

    public Task SetIssuedAsync(string hash, string issuedToken, CancellationToken cancellationToken) =>
        session.ExecuteAsync(SetIssued, new { hash, issuedToken }, cancellationToken);

    public Task RemoveAsync(DatabaseId database, CancellationToken cancellationToken) =>
        session.ExecuteAsync(DeleteOfDatabase, new { DatabaseId = database.Value }, cancellationToken);
}
