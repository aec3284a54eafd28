using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Identity;

internal sealed class EntityStore(MetadataSession session, TimeProvider clock)
{
    private const string Insert =
        """
        INSERT INTO entities (id, slug, type, email_address, created_at)
        VALUES (@Id, @Slug, @Type, @EmailAddress, @CreatedAt)
        ON CONFLICT (slug) DO NOTHING
        """;

    private const string SelectBySlug =
        """
        SELECT id AS Id, slug AS Slug, type AS Type, email_address AS EmailAddress
        FROM entities
        WHERE slug = @slug
        """;

    /// <returns>False when the slug is taken.</returns>
    public async Task<bool> TryAddAsync(RegisteredEntity registered, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            Id = registered.Entity.Id.Value,
            Slug = registered.Entity.Slug.Value,
            Type = WireName.Of(registered.Entity.Type),
            registered.EmailAddress,
            CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        return await session.ExecuteAsync(Insert, parameters, cancellationToken) == 1;
    }

    public async Task<RegisteredEntity?> FindAsync(EntitySlug slug, CancellationToken cancellationToken)
    {
        var row = await session.FindAsync<EntityRow>(SelectBySlug, new { slug = slug.Value }, cancellationToken);
        return row?.ToEntity();
    }
}
