using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>What an API token is narrowed to, as it is stored.</summary>
internal sealed record TokenScopeRow(string? DatabaseId, string? PermissionLevel)
{
    public TokenScope? ToScope() => PermissionLevel is null
        ? null
        : new TokenScope(DatabaseId is null ? null : new DatabaseId(DatabaseId), Stored.Enum<QueryAccess>(PermissionLevel));
}
