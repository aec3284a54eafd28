namespace Ayb.Contracts;

/// <summary>Everything that one caller may do with one database. The default is nothing.</summary>
public sealed record DatabaseAccess(
    bool Discover, QueryAccess Query, bool Manage, PublicSharingLevel PublicLevel)
{
    public static readonly DatabaseAccess None = new(false, QueryAccess.None, false, PublicSharingLevel.NoAccess);
}
