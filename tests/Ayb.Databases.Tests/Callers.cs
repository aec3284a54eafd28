using Ayb.Contracts;

namespace Ayb.Databases.Tests;

/// <summary>The entities that the tests know; each calls with <c>token-of-NAME</c>.</summary>
internal static class Callers
{
    public static readonly Entity Alice = Named("alice");

    public static readonly Entity Bob = Named("bob");

    public static readonly Entity Limited = Named("limited");

    public static IReadOnlyList<Entity> All => [Alice, Bob, Limited];

    public static Principal AsCaller(this Entity entity) => new(
        entity.Id,
        entity.Slug,
        $"short-{entity.Slug}",
        entity == Limited ? new TokenScope(new DatabaseId("another"), QueryAccess.ReadWrite) : null);

    private static Entity Named(string slug) => new(new EntityId($"id-of-{slug}"), EntitySlug.Parse(slug).Value, EntityType.User);
}
