namespace Ayb.Contracts;

/// <summary>That somebody belongs to an organization.</summary>
public sealed record Membership(EntityId Organization, MemberRole Role);
