using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>
/// What every use case about members begins with. It reads who is what from the metadata:
/// the caller's own memberships may have changed since their token was verified.
/// </summary>
internal sealed class OrganizationFinder(EntityStore entities, MembershipStore memberships, InvitationStore invitations)
{
    public async Task<Result<Organization>> FindAsync(
        Principal caller, EntitySlug slug, CancellationToken cancellationToken)
    {
        if (await entities.FindAsync(slug, cancellationToken) is not { Entity: { Type: EntityType.Organization } entity } found)
        {
            return AybError.NotFound("organization", slug.Value);
        }

        var role = caller.Id == entity.Id
            ? MemberRole.Owner
            : await memberships.FindRoleAsync(entity.Id, caller.Id, cancellationToken);
        var isInvited = role is null && await invitations.FindRoleAsync(entity.Id, caller.Id, cancellationToken) is not null;
        return new Organization(entity, found.EmailAddress is not null, role, isInvited);
    }

    /// <summary>
    /// As <see cref="FindAsync"/>; if it concerns the caller, nobody else changes its members until the caller's command is over.
    /// </summary>
    public async Task<Result<Organization>> HoldAsync(
        Principal caller, EntitySlug slug, CancellationToken cancellationToken)
    {
        // Who has no say in it makes nobody wait, and may have come to have one while others were waited for.
        var seen = await FindAsync(caller, slug, cancellationToken);
        if (!seen.TryGet(out var organization, out _) || !organization.ConcernsCaller)
        {
            return seen;
        }

        await memberships.HoldAsync(slug, cancellationToken);
        return await FindAsync(caller, slug, cancellationToken);
    }

    /// <summary>Whether somebody could still act for an organization if this owner were none.</summary>
    public async Task<bool> CanDoWithoutAsync(
        Organization organization, EntityId owner, CancellationToken cancellationToken) =>
        organization.HasAddress || await memberships.HasOtherOwnerAsync(organization.Id, owner, cancellationToken);
}
