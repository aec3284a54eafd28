using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>A membership as it is stored, with the name of its other side.</summary>
internal sealed record MembershipRow(string EntitySlug, string Role)
{
    public MemberRole ToRole() => Stored.Enum<MemberRole>(Role);
}
