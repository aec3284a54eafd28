namespace Ayb.Contracts;

/// <summary>Everything that one caller may do with one database. The default is nothing.</summary>
public sealed record DatabaseAccess(
    bool Discover, QueryAccess Query, bool Manage, PublicSharingLevel PublicLevel)
{
    /// <summary>
    /// Whether earlier versions may be read. Those may hold what was removed since, so it takes the writing or the managing of a
    /// database; a token that is limited to reading keeps it.
    /// </summary>
    public bool LookBack { get; init; }

    public static readonly DatabaseAccess None = new(false, QueryAccess.None, false, PublicSharingLevel.NoAccess);
}
