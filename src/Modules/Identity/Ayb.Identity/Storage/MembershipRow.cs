using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>A membership or an invitation as it is stored, with the name of its other side.</summary>
internal sealed record MembershipRow(string EntitySlug, string Role, string State)
{
    public MemberRole ToRole() => Stored.Enum<MemberRole>(Role);

    public MembershipState ToState() => Stored.Enum<MembershipState>(State);
}
