using Ayb.Contracts;

namespace Ayb.Identity;

internal static class MembershipError
{
    public static AybError NotOwner(Principal caller, Organization organization) => AybError.Forbidden(
        $"Authenticated entity {caller.Slug} can't change the members of organization {organization.Entity.Slug}");

    public static AybError LastOwner(Organization organization, EntitySlug owner) => new(
        ErrorKind.Conflict,
        $"{owner} is the last owner of {organization.Entity.Slug}, which has no email address to log in by: make somebody else an owner first");

    public static AybError TooMany(EntitySlug member) => new(
        ErrorKind.Conflict,
        $"{member} belongs to {MembershipStore.MostOrganizations} organizations already; nobody can belong to more");

    public static AybError Full(Organization organization) => new(
        ErrorKind.Conflict,
        $"{organization.Entity.Slug} has {InvitationStore.MostMembers} members and invitations already; no organization can have more");
}
