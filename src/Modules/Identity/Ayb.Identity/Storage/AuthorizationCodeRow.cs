using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>A code as it is stored, with the entity that it was given by.</summary>
internal sealed record AuthorizationCodeRow(
    string EntityId,
    string EntitySlug,
    string EntityType,
    string ConsentingToken,
    string DatabaseId,
    string PermissionLevel,
    string AppName,
    string RedirectUri,
    string CodeChallenge,
    long ExpiresAt,
    long? UsedAt,
    string? IssuedToken)
{
    public Entity ToEntity() => new(
        new EntityId(EntityId), Contracts.EntitySlug.Parse(EntitySlug).Value, Stored.Enum<EntityType>(EntityType));

    public TokenScope ToScope() => new(new DatabaseId(DatabaseId), Stored.Enum<QueryAccess>(PermissionLevel));
}
