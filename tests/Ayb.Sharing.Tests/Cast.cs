using Ayb.Contracts;

namespace Ayb.Sharing.Tests;

/// <summary>
/// Alice owns databases; bob, carol and dave are others, and each calls with <c>token-of-NAME</c>;
/// <c>null</c> is an anonymous caller.
/// </summary>
internal static class Cast
{
    public static readonly Principal Alice = Named("alice");

    public static readonly Principal Bob = Named("bob");

    public static readonly Principal Carol = Named("carol");

    public static readonly Principal Dave = Named("dave");

    /// <summary>Alice, with a token that an app was given for her <c>books</c>.</summary>
    public static readonly Principal AlicesApp = Alice with
    {
        Slug = EntitySlug.Parse("app").Value,
        Scope = new TokenScope(AlicesDatabase("books").Id, QueryAccess.ReadWrite),
    };

    public static IReadOnlyList<Principal> Entities => [Alice, Bob, Carol, Dave];

    public static HostedDatabase AlicesDatabase(string slug) => new(
        new DatabaseId($"id-of-{slug}"),
        new EntityId("id-of-alice"),
        EntitySlug.Parse("alice").Value,
        DatabaseSlug.Parse(slug).Value,
        DatabaseType.Sqlite);

    public static Entity AsEntity(this Principal caller) => new(caller.Id, caller.Slug, EntityType.User);

    public static Principal LimitedTo(this Principal caller, HostedDatabase database, QueryAccess access) =>
        caller with { Scope = new TokenScope(database.Id, access) };

    private static Principal Named(string slug) =>
        new(new EntityId($"id-of-{slug}"), EntitySlug.Parse(slug).Value, $"short-{slug}", Scope: null);
}
