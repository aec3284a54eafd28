using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>A membership or an invitation as it is stored, with the name of its other side.</summary>
/// <param name="EntitySlug">The other side.</param>
/// <param name="Role">What the user is in the organization, or would be.</param>
/// <param name="Accepted">The same role, or <c>null</c> for an invitation: in an empty answer of SQLite only columns have a type, and no flag would.</param>
internal sealed record MembershipRow(string EntitySlug, string Role, string? Accepted)
{
    public MemberRole ToRole() => Stored.Enum<MemberRole>(Role);

    public MembershipState ToState() => Accepted is null ? MembershipState.Invited : MembershipState.Member;
}
