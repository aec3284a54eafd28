using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>An API token as it is stored, with the entity that it belongs to and one of that entity's organizations.</summary>
internal sealed record BearerRow(
    string EntityId,
    string EntitySlug,
    string Hash,
    string? DatabaseId,
    string? PermissionLevel,
    long? ExpiresAt,
    long? RevokedAt,
    string? OrganizationId,
    string? Role)
{
    /// <param name="rows">Of one token, one at the least.</param>
    /// <param name="shortToken">Which token.</param>
    public static Principal ToPrincipal(IReadOnlyList<BearerRow> rows, string shortToken)
    {
        var first = rows[0];
        var principal = new Principal(
            new EntityId(first.EntityId),
            Contracts.EntitySlug.Parse(first.EntitySlug).Value,
            shortToken,
            new TokenScopeRow(first.DatabaseId, first.PermissionLevel).ToScope());
        return first.OrganizationId is null
            ? principal
            : principal with { Memberships = rows.Select(row => row.ToMembership()).ToArray() };
    }

    private Membership ToMembership() => new(new EntityId(OrganizationId!), Stored.Enum<MemberRole>(Role!));
}
