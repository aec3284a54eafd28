using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Identity;

/// <summary>Who belongs to which organization: who has accepted it, and nobody else.</summary>
internal sealed class MembershipStore(MetadataSession session, TimeProvider clock)
{
    /// <summary>Each of them is looked at whenever the user's access to a database is decided.</summary>
    public const int MostOrganizations = 100;

    // It changes nothing, and keeps the row from all others until the transaction is over; SQLite has no FOR UPDATE.
    private const string Hold = "UPDATE entities SET type = type WHERE slug = @Slug";

    private const string Upsert =
        """
        INSERT INTO memberships (organization_id, member_id, role, since)
        VALUES (@Organization, @Member, @Role, @Since)
        ON CONFLICT (organization_id, member_id) DO UPDATE SET role = excluded.role
        """;

    private const string Delete = "DELETE FROM memberships WHERE organization_id = @Organization AND member_id = @Member";

    private const string SelectRole =
        "SELECT role FROM memberships WHERE organization_id = @Organization AND member_id = @Member";

    private const string SelectRoles =
        "SELECT organization_id AS OrganizationId, role AS Role FROM memberships WHERE member_id = @Member";

    private const string SelectMembers =
        """
        SELECT entities.slug AS EntitySlug, memberships.role AS Role, memberships.role AS Accepted
        FROM memberships
        JOIN entities ON entities.id = memberships.member_id
        WHERE memberships.organization_id = @Organization
        UNION ALL
        SELECT entities.slug, invitations.role, NULL
        FROM invitations
        JOIN entities ON entities.id = invitations.member_id
        WHERE invitations.organization_id = @Organization
        """;

    private const string SelectOrganizations =
        """
        SELECT entities.slug AS EntitySlug, memberships.role AS Role, memberships.role AS Accepted
        FROM memberships
        JOIN entities ON entities.id = memberships.organization_id
        WHERE memberships.member_id = @Member
        UNION ALL
        SELECT entities.slug, invitations.role, NULL
        FROM invitations
        JOIN entities ON entities.id = invitations.organization_id
        WHERE invitations.member_id = @Member
        """;

    private const string CountOrganizations = "SELECT COUNT(*) FROM memberships WHERE member_id = @Member";

    private const string CountOtherOwners =
        """
        SELECT COUNT(*)
        FROM memberships
        WHERE organization_id = @Organization AND member_id <> @Member AND role = @Role
        """;

    /// <summary>Lets one command after the other change who belongs to this organization, or to which this user does.</summary>
    public Task HoldAsync(EntitySlug entity, CancellationToken cancellationToken) =>
        session.ExecuteAsync(Hold, new { Slug = entity.Value }, cancellationToken);

    public Task SetAsync(EntityId organization, EntityId member, MemberRole role, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            Upsert,
            new
            {
                Organization = organization.Value,
                Member = member.Value,
                Role = WireName.Of(role),
                Since = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);

    public Task RemoveAsync(EntityId organization, EntityId member, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            Delete, new { Organization = organization.Value, Member = member.Value }, cancellationToken);

    /// <returns><c>null</c> for who does not belong to the organization.</returns>
    public async Task<MemberRole?> FindRoleAsync(EntityId organization, EntityId member, CancellationToken cancellationToken)
    {
        var role = await session.FindAsync<string>(
            SelectRole, new { Organization = organization.Value, Member = member.Value }, cancellationToken);
        return role is null ? null : Stored.Enum<MemberRole>(role);
    }

    public async Task<IReadOnlyList<Membership>> ListAsync(EntityId member, CancellationToken cancellationToken)
    {
        var rows = await session.ListAsync<RoleRow>(SelectRoles, new { Member = member.Value }, cancellationToken);
        return [.. rows.Select(row => row.ToMembership())];
    }

    /// <returns>Who is invited as well; sorted by slug.</returns>
    public Task<IReadOnlyList<MembershipRow>> ListMembersAsync(EntityId organization, CancellationToken cancellationToken) =>
        ListAsync(SelectMembers, new { Organization = organization.Value }, cancellationToken);

    /// <returns>Those that invite the user as well; sorted by slug.</returns>
    public Task<IReadOnlyList<MembershipRow>> ListOrganizationsAsync(EntityId member, CancellationToken cancellationToken) =>
        ListAsync(SelectOrganizations, new { Member = member.Value }, cancellationToken);

    /// <summary>Whether a user may come to belong to one organization more, by this command.</summary>
    public async Task<bool> HasRoomAsync(Entity member, CancellationToken cancellationToken)
    {
        await HoldAsync(member.Slug, cancellationToken);
        return await session.FindAsync<long>(
            CountOrganizations, new { Member = member.Id.Value }, cancellationToken) < MostOrganizations;
    }

    public async Task<bool> HasOtherOwnerAsync(EntityId organization, EntityId member, CancellationToken cancellationToken) =>
        await session.FindAsync<long>(
            CountOtherOwners,
            new { Organization = organization.Value, Member = member.Value, Role = WireName.Of(MemberRole.Owner) },
            cancellationToken) > 0;

    public Task<bool> HasOwnerAsync(EntityId organization, CancellationToken cancellationToken) =>
        HasOtherOwnerAsync(organization, organization, cancellationToken);

    // By byte, whatever the database's locale.
    private async Task<IReadOnlyList<MembershipRow>> ListAsync(
        string sql, object parameters, CancellationToken cancellationToken)
    {
        var rows = await session.ListAsync<MembershipRow>(sql, parameters, cancellationToken);
        return [.. rows.OrderBy(row => row.EntitySlug, StringComparer.Ordinal)];
    }
}
