namespace Ayb.Identity;

/// <summary>How a user stands to an organization whose owners want them in it.</summary>
public enum MembershipState
{
    /// <summary>It gives them nothing, and takes nothing from them, until they accept.</summary>
    Invited,

    Member,
}
