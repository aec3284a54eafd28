using Ayb.Contracts;

namespace Ayb.Sharing;

/// <summary>Who may do what with a database: the one place that says so.</summary>
internal static class AccessDecision
{
    /// <param name="caller">Who calls; <c>null</c> is an anonymous caller.</param>
    /// <param name="database">With which database.</param>
    /// <param name="grant">What the caller was granted; <c>null</c> when nothing was said of them.</param>
    /// <param name="publicLevel">What everybody is granted.</param>
    public static DatabaseAccess For(
        Principal? caller, HostedDatabase database, SharingLevel? grant, PublicSharingLevel publicLevel)
    {
        if (caller is null)
        {
            return OfPublic(publicLevel, mayRead: false);
        }

        var access = caller.Id == database.OwnerId ? OfGrant(SharingLevel.Manager, publicLevel)
            : grant is { } level ? OfGrant(level, publicLevel)
            : OfPublic(publicLevel, mayRead: true);
        return caller.Scope is { } scope ? Narrow(access, scope, database.Id) : access;
    }

    private static DatabaseAccess OfGrant(SharingLevel level, PublicSharingLevel publicLevel) => level switch
    {
        SharingLevel.Manager => new(Discover: true, QueryAccess.ReadWrite, Manage: true, publicLevel),
        SharingLevel.ReadWrite => new(Discover: true, QueryAccess.ReadWrite, Manage: false, publicLevel),
        SharingLevel.ReadOnly => new(Discover: true, QueryAccess.ReadOnly, Manage: false, publicLevel),
        _ => DatabaseAccess.None,
    };

    private static DatabaseAccess OfPublic(PublicSharingLevel level, bool mayRead) => level switch
    {
        PublicSharingLevel.ReadOnly when mayRead => new(Discover: true, QueryAccess.ReadOnly, Manage: false, level),
        PublicSharingLevel.ReadOnly or PublicSharingLevel.Fork => new(Discover: true, QueryAccess.None, Manage: false, level),
        _ => DatabaseAccess.None,
    };

    private static DatabaseAccess Narrow(DatabaseAccess access, TokenScope scope, DatabaseId database) =>
        scope.Reaches(database)
            ? access with { Query = access.Query < scope.Access ? access.Query : scope.Access, Manage = false }
            : DatabaseAccess.None;
}
