using Ayb.Contracts;
using Ayb.Sharing.Storage;

namespace Ayb.Sharing;

/// <summary>Who may do what with a database: the one place that says so.</summary>
internal static class AccessDecision
{
    /// <param name="caller">Who calls; <c>null</c> is an anonymous caller.</param>
    /// <param name="database">With which database.</param>
    /// <param name="grants">What the caller and the organizations that they belong to were granted; others do not count.</param>
    /// <param name="publicLevel">What everybody is granted.</param>
    public static DatabaseAccess For(
        Principal? caller, HostedDatabase database, IReadOnlyList<Grant> grants, PublicSharingLevel publicLevel)
    {
        if (caller is null)
        {
            return OfPublic(publicLevel, mayRead: false);
        }

        var access = LevelOf(caller, database, grants) is { } level
            ? OfLevel(level, publicLevel)
            : OfPublic(publicLevel, mayRead: true);
        return caller.Scope is { } scope ? Narrow(access, scope, database.Id) : access;
    }

    /// <returns><c>null</c> for who is one of the public.</returns>
    private static SharingLevel? LevelOf(Principal caller, HostedDatabase database, IReadOnlyList<Grant> grants)
    {
        if (caller.IsOrOwns(database.OwnerId))
        {
            return SharingLevel.Manager;
        }

        SharingLevel? most = caller.RoleIn(database.OwnerId) is null ? null : SharingLevel.ReadWrite;
        foreach (var grant in grants)
        {
            // What was said of the caller alone wins, also when it is less.
            if (grant.To == caller.Id)
            {
                return grant.Level;
            }

            if (caller.RoleIn(grant.To) is { } role)
            {
                var level = OfMember(role, grant.Level);
                most = most > level ? most : level;
            }
        }

        return most;
    }

    // Who manages for an organization is for its owners to say.
    private static SharingLevel OfMember(MemberRole role, SharingLevel organizations) =>
        role != MemberRole.Owner && organizations > SharingLevel.ReadWrite ? SharingLevel.ReadWrite : organizations;

    private static DatabaseAccess OfLevel(SharingLevel level, PublicSharingLevel publicLevel) => level switch
    {
        SharingLevel.Manager => new(Discover: true, QueryAccess.ReadWrite, Manage: true, publicLevel) { LookBack = true },
        SharingLevel.ReadWrite => new(Discover: true, QueryAccess.ReadWrite, Manage: false, publicLevel) { LookBack = true },
        SharingLevel.ReadOnly => new(Discover: true, QueryAccess.ReadOnly, Manage: false, publicLevel),
        _ => DatabaseAccess.None,
    };

    private static DatabaseAccess OfPublic(PublicSharingLevel level, bool mayRead) => level switch
    {
        PublicSharingLevel.ReadOnly when mayRead => new(Discover: true, QueryAccess.ReadOnly, Manage: false, level),
        PublicSharingLevel.ReadOnly or PublicSharingLevel.Fork => new(Discover: true, QueryAccess.None, Manage: false, level),
        _ => DatabaseAccess.None,
    };

    private static DatabaseAccess Narrow(DatabaseAccess access, TokenScope scope, DatabaseId database)
    {
        if (!scope.Reaches(database))
        {
            return DatabaseAccess.None;
        }

        var query = access.Query < scope.Access ? access.Query : scope.Access;
        return access with { Query = query, Manage = false, LookBack = access.LookBack && query > QueryAccess.None };
    }
}
