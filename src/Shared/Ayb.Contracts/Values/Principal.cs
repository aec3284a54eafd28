namespace Ayb.Contracts;

/// <summary>Who is calling. Anonymous callers are <c>null</c>, never a principal without rights.</summary>
/// <param name="TokenId">The public part of the API token that was shown.</param>
/// <param name="Scope">Narrows what the token may do; <c>null</c> when it may do all that its entity may.</param>
public sealed record Principal(EntityId Id, EntitySlug Slug, string TokenId, TokenScope? Scope)
{
    /// <summary>The organizations that the caller belongs to.</summary>
    public IReadOnlyList<Membership> Memberships { get; init; } = [];

    /// <summary>Whether the caller is this entity, or owns it as an organization.</summary>
    public bool IsOrOwns(EntityId entity) => Id == entity || RoleIn(entity) == MemberRole.Owner;

    /// <returns><c>null</c> when the caller does not belong to this organization.</returns>
    public MemberRole? RoleIn(EntityId organization)
    {
        foreach (var membership in Memberships)
        {
            if (membership.Organization == organization)
            {
                return membership.Role;
            }
        }

        return null;
    }
}
