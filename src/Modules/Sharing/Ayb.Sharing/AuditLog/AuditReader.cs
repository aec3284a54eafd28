using Ayb.Contracts;

namespace Ayb.Sharing;

/// <summary>Who may read an audit log: whose it is, and who owns that organization. Not who manages a database for them.</summary>
internal static class AuditReader
{
    /// <returns><c>null</c> for who may read it.</returns>
    public static AybError? Refuses(Principal caller, EntityId account, string name) =>
        caller.Scope is not null ? AybError.Forbidden("This API token is limited to queries; it can't read audit logs")
        : caller.IsOrOwns(account) ? null
        : AybError.Forbidden($"Authenticated entity {caller.Slug} can't read the audit log of {name}");
}
