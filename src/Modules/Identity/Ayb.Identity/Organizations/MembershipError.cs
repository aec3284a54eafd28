using Ayb.Contracts;

namespace Ayb.Identity;

internal static class MembershipError
{
    public static readonly AybError OthersByNow = AybError.Forbidden(
        "What you are in your organizations has changed just now: send this again if you may still do it.");

    public static AybError NotOwner(Principal caller, Organization organization) => AybError.Forbidden(
        $"Authenticated entity {caller.Slug} can't change the members of organization {organization.Entity.Slug}");

    public static AybError LastOwner(Organization organization, EntitySlug owner) => new(
        ErrorKind.Conflict,
        $"{owner} is the last owner of {organization.Entity.Slug}, which has no email address to log in by: make somebody else an owner first");

    public static AybError NotGivenUp(Organization organization, EntitySlug owner) => new(
        ErrorKind.Conflict,
        $"{owner} is the last owner of {organization.Entity.Slug}, which has no email address to log in by: make somebody else an owner first, or give it up, when it has no databases, deleted ones that can come back included, and no other members and invitations")
    {
        Unless = "give-up",
    };

    public static AybError OthersAreThere(Organization organization) => new(
        ErrorKind.Conflict,
        $"{organization.Entity.Slug} can't be given up: it has other members or invitations. Make a member an owner, or remove the members and withdraw the invitations first");

    public static AybError HasDatabases(Organization organization) => new(
        ErrorKind.Conflict,
        $"{organization.Entity.Slug} can't be given up: it has databases. Transfer them first, or delete them and wait until they can't come back");

    public static AybError HasDeletedDatabases(Organization organization) => new(
        ErrorKind.Conflict,
        $"{organization.Entity.Slug} can't be given up: it has deleted databases that can come back. Wait until they are gone, or bring them back and transfer them");

    public static AybError DatabasesUnknown(Organization organization) => new(
        ErrorKind.Unavailable, $"This server does not serve databases, so it can't tell whether {organization.Entity.Slug} has any");

    public static AybError InvitedByYou(EntitySlug member) => new(
        ErrorKind.Conflict,
        $"You have invited {member} to {InvitationStore.MostFromUser} organizations already: wait until they have accepted or declined");

    public static AybError InvitedTooOften(EntitySlug member) => new(
        ErrorKind.Conflict,
        $"{member} has {InvitationStore.MostOfMember} invitations already, which they have to accept or decline first");

    public static AybError TooMany(EntitySlug member) => new(
        ErrorKind.Conflict,
        $"{member} belongs to {MembershipStore.MostOrganizations} organizations already; nobody can belong to more");

    public static AybError Full(Organization organization) => new(
        ErrorKind.Conflict,
        $"{organization.Entity.Slug} has {InvitationStore.MostMembers} members and invitations already; no organization can have more");
}
