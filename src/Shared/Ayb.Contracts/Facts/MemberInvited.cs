namespace Ayb.Contracts;

/// <summary>Somebody is asked to belong to an organization; nothing is different until they accept.</summary>
/// <param name="By">Who has said it: an owner, or the organization itself.</param>
/// <param name="Organization">Where.</param>
/// <param name="Member">Who.</param>
/// <param name="Role">What they would be.</param>
public sealed record MemberInvited(Principal By, Entity Organization, Entity Member, MemberRole Role) : IFact;
