using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>An API token as it is stored, with the entity that it belongs to.</summary>
internal sealed record BearerRow(
    string EntityId,
    string EntitySlug,
    string Hash,
    string? DatabaseId,
    string? PermissionLevel,
    long? ExpiresAt,
    long? RevokedAt)
{
    public Principal ToPrincipal(string shortToken) => new(
        new EntityId(EntityId), Contracts.EntitySlug.Parse(EntitySlug).Value, shortToken, new TokenScopeRow(DatabaseId, PermissionLevel).ToScope());
}
