using Ayb.Contracts;

namespace Ayb.Sharing;

/// <summary>Who may do what with a database: the one place that says so.</summary>
internal static class AccessDecision
{
    public static DatabaseAccess For(Principal? caller, HostedDatabase database, PublicSharingLevel publicLevel)
    {
        var access = caller?.Id == database.OwnerId ? OfOwner(publicLevel) : OfPublic(caller, publicLevel);
        return caller?.Scope is { } scope ? Narrow(access, scope, database.Id) : access;
    }

    private static DatabaseAccess OfOwner(PublicSharingLevel publicLevel) =>
        new(Discover: true, QueryAccess.ReadWrite, Manage: true, publicLevel);

    private static DatabaseAccess OfPublic(Principal? caller, PublicSharingLevel publicLevel) => publicLevel switch
    {
        PublicSharingLevel.ReadOnly when caller is not null => new(Discover: true, QueryAccess.ReadOnly, Manage: false, publicLevel),
        PublicSharingLevel.ReadOnly or PublicSharingLevel.Fork => new(Discover: true, QueryAccess.None, Manage: false, publicLevel),
        _ => DatabaseAccess.None,
    };

    private static DatabaseAccess Narrow(DatabaseAccess access, TokenScope scope, DatabaseId database) =>
        scope.Database == database
            ? access with { Query = access.Query < scope.Access ? access.Query : scope.Access, Manage = false }
            : DatabaseAccess.None;
}
