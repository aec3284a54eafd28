namespace Ayb.Contracts;

/// <summary>Somebody belongs to an organization from now on, in another role, or no longer.</summary>
/// <param name="By">Who has said it: an owner, the organization itself, or a member who joins or leaves.</param>
/// <param name="Organization">Where.</param>
/// <param name="Member">Who.</param>
/// <param name="Role"><c>null</c> for who no longer belongs to it.</param>
public sealed record MembershipChanged(Principal By, Entity Organization, Entity Member, MemberRole? Role) : IFact;
