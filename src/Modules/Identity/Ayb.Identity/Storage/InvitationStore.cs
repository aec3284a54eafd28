using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Identity;

/// <summary>Who was asked to belong to which organization, and has not accepted yet.</summary>
internal sealed class InvitationStore(MetadataSession session, TimeProvider clock)
{
    /// <summary>All of them are listed in one answer.</summary>
    public const int MostMembers = 1000;

    /// <summary>Whom many want is not to be kept from finding what they want themselves.</summary>
    public const int MostOfMember = 100;

    /// <summary>So that it takes many users to fill the list of one.</summary>
    public const int MostFromOwner = 10;

    private const string Upsert =
        """
        INSERT INTO invitations (organization_id, member_id, role, since)
        VALUES (@Organization, @Member, @Role, @Since)
        ON CONFLICT (organization_id, member_id) DO UPDATE SET role = excluded.role
        """;

    private const string SelectRole =
        "SELECT role FROM invitations WHERE organization_id = @Organization AND member_id = @Member";

    private const string Delete =
        "DELETE FROM invitations WHERE organization_id = @Organization AND member_id = @Member RETURNING role";

    private const string CountAll =
        """
        SELECT (SELECT COUNT(*) FROM memberships WHERE organization_id = @Organization)
             + (SELECT COUNT(*) FROM invitations WHERE organization_id = @Organization)
        """;

    private const string CountOfMember = "SELECT COUNT(*) FROM invitations WHERE member_id = @Member";

    private const string CountFromOwner =
        """
        SELECT COUNT(*)
        FROM invitations
        JOIN memberships ON memberships.organization_id = invitations.organization_id
        WHERE invitations.member_id = @Member AND memberships.member_id = @Owner AND memberships.role = @Role
        """;

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

    /// <returns>As what they were invited; <c>null</c> for who was not.</returns>
    public Task<MemberRole?> FindRoleAsync(EntityId organization, EntityId member, CancellationToken cancellationToken) =>
        RoleAsync(SelectRole, organization, member, cancellationToken);

    /// <returns>As what they were invited until now; <c>null</c> for who was not.</returns>
    public Task<MemberRole?> RemoveAsync(EntityId organization, EntityId member, CancellationToken cancellationToken) =>
        RoleAsync(Delete, organization, member, cancellationToken);

    /// <summary>Whether this organization, while it is held, may invite one user more.</summary>
    public async Task<bool> HasRoomAsync(EntityId organization, CancellationToken cancellationToken) =>
        await session.FindAsync<long>(CountAll, new { Organization = organization.Value }, cancellationToken) < MostMembers;

    /// <summary>Whether nobody but one belongs to this organization, while it is held, or is invited to.</summary>
    public async Task<bool> IsOfOneAsync(EntityId organization, CancellationToken cancellationToken) =>
        await session.FindAsync<long>(CountAll, new { Organization = organization.Value }, cancellationToken) == 1;

    /// <summary>Whether this user, while they are held, may be invited once more.</summary>
    public async Task<bool> MayGetAsync(EntityId member, CancellationToken cancellationToken) =>
        await session.FindAsync<long>(CountOfMember, new { Member = member.Value }, cancellationToken) < MostOfMember;

    /// <summary>Whether organizations of this owner's may invite this user, while they are held, once more.</summary>
    public async Task<bool> MaySendAsync(EntityId owner, EntityId member, CancellationToken cancellationToken) =>
        await session.FindAsync<long>(
            CountFromOwner,
            new { Member = member.Value, Owner = owner.Value, Role = WireName.Of(MemberRole.Owner) },
            cancellationToken) < MostFromOwner;

    private async Task<MemberRole?> RoleAsync(
        string sql, EntityId organization, EntityId member, CancellationToken cancellationToken)
    {
        var role = await session.FindAsync<string>(
            sql, new { Organization = organization.Value, Member = member.Value }, cancellationToken);
        return role is null ? null : Stored.Enum<MemberRole>(role);
    }
}
