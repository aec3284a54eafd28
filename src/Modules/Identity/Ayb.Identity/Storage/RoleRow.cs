using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>A membership as it is stored, seen from its member.</summary>
internal sealed record RoleRow(string OrganizationId, string Role)
{
    public Membership ToMembership() => new(new EntityId(OrganizationId), Stored.Enum<MemberRole>(Role));
}
