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
    public const int MostFromUser = 10;

    private const string Upsert =
        """
        INSERT INTO invitations (organization_id, member_id, role, since, invited_by)
        VALUES (@Organization, @Member, @Role, @Since, @InvitedBy)
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

    private const string CountFromUser = "SELECT COUNT(*) FROM invitations WHERE member_id = @Member AND invited_by = @InvitedBy";

    /// <param name="organization">Which one is to have one member more.</param>
    /// <param name="member">Who is asked.</param>
    /// <param name="role">What they are asked to be.</param>
    /// <param name="by">Who asks; of an invitation that changes it stays the first who has.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task SetAsync(
        EntityId organization, EntityId member, MemberRole role, EntityId by, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            Upsert,
            new
            {
                Organization = organization.Value,
                Member = member.Value,
                Role = WireName.Of(role),
                Since = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                InvitedBy = by.Value,
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

    /// <summary>Whether one user may invite another, while that one is held, once more: to whichever organizations, and whosever they are by now.</summary>
    public async Task<bool> MaySendAsync(EntityId by, EntityId member, CancellationToken cancellationToken) =>
        await session.FindAsync<long>(
            CountFromUser, new { Member = member.Value, InvitedBy = by.Value }, cancellationToken) < MostFromUser;

    private async Task<MemberRole?> RoleAsync(
        string sql, EntityId organization, EntityId member, CancellationToken cancellationToken)
    {
        var role = await session.FindAsync<string>(
            sql, new { Organization = organization.Value, Member = member.Value }, cancellationToken);
        return role is null ? null : Stored.Enum<MemberRole>(role);
    }
}
