using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>An organization as it stands to who asks for it.</summary>
/// <param name="Entity">Which one.</param>
/// <param name="HasAddress">Whether it can log in for itself; one that cannot needs an owner.</param>
/// <param name="RoleOfCaller">What the caller is in it; the organization itself may do all that an owner may.</param>
/// <param name="IsCallerInvited">Whether the caller could be something in it.</param>
internal sealed record Organization(Entity Entity, bool HasAddress, MemberRole? RoleOfCaller, bool IsCallerInvited)
{
    /// <summary>Whether the caller could change anything about who belongs to it.</summary>
    public bool ConcernsCaller => RoleOfCaller is not null || IsCallerInvited;

    public EntityId Id => Entity.Id;
}
