using Ayb.Contracts;

namespace Ayb.Databases.Tests;

/// <summary>
/// The entities that the tests know; each calls with <c>token-of-NAME</c>. Dora owns the organization acme, and mel is a member of it.
/// </summary>
internal static class Callers
{
    public static readonly Entity Alice = Named("alice");

    public static readonly Entity Bob = Named("bob");

    public static readonly Entity Limited = Named("limited");

    public static readonly Entity Acme = Named("acme") with { Type = EntityType.Organization };

    public static readonly Entity Dora = Named("dora");

    public static readonly Entity Mel = Named("mel");

    public static IReadOnlyList<Entity> All => [Alice, Bob, Limited, Acme, Dora, Mel];

    public static Principal AsCaller(this Entity entity) => new(
        entity.Id,
        entity.Slug,
        $"short-{entity.Slug}",
        entity == Limited ? new TokenScope(new DatabaseId("another"), QueryAccess.ReadWrite) : null)
    {
        Memberships = entity == Dora ? [new Membership(Acme.Id, MemberRole.Owner)]
            : entity == Mel ? [new Membership(Acme.Id, MemberRole.Member)]
            : [],
    };

    private static Entity Named(string slug) => new(new EntityId($"id-of-{slug}"), EntitySlug.Parse(slug).Value, EntityType.User);
}
