namespace Ayb.Contracts;

/// <summary>What a user is in an organization; ordered, an owner may do all that a member may.</summary>
public enum MemberRole
{
    /// <summary>May query and write the organization's databases.</summary>
    Member,

    /// <summary>May do all that the organization itself may.</summary>
    Owner,
}
