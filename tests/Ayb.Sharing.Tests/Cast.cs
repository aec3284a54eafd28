using Ayb.Contracts;

namespace Ayb.Sharing.Tests;

/// <summary>
/// Alice and the organization acme own databases; bob, carol and dave are others, and guild is another organization.
/// Each calls with <c>token-of-NAME</c>; <c>null</c> is an anonymous caller.
/// </summary>
internal static class Cast
{
    public static readonly Principal Alice = Named("alice");

    public static readonly Principal Bob = Named("bob");

    public static readonly Principal Carol = Named("carol");

    public static readonly Principal Dave = Named("dave");

    public static readonly Principal Acme = Named("acme");

    public static readonly Principal Guild = Named("guild");

    /// <summary>Alice, with a token that an app was given for her <c>books</c>.</summary>
    public static readonly Principal AlicesApp = Alice with
    {
        Slug = EntitySlug.Parse("app").Value,
        Scope = new TokenScope(new DatabaseId("id-of-books"), QueryAccess.ReadWrite),
    };

    /// <summary>The one database that is known by its id to be acme's; all others are alice's.</summary>
    public static HostedDatabase AcmesLedger => Acme.Database("ledger");

    public static IReadOnlyList<Principal> Users => [Alice, Bob, Carol, Dave];

    public static IReadOnlyList<Principal> Entities => [.. Users, Acme, Guild];

    public static HostedDatabase AlicesDatabase(string slug) => Alice.Database(slug);

    public static HostedDatabase Database(this Principal owner, string slug) => new(
        new DatabaseId($"id-of-{slug}"), owner.Id, owner.Slug, DatabaseSlug.Parse(slug).Value, DatabaseType.Sqlite);

    public static Entity AsEntity(this Principal caller) => new(
        caller.Id, caller.Slug, caller == Acme || caller == Guild ? EntityType.Organization : EntityType.User);

    public static Principal In(this Principal caller, Principal organization, MemberRole role) =>
        caller with { Memberships = [.. caller.Memberships, new Membership(organization.Id, role)] };

    public static Principal LimitedTo(this Principal caller, HostedDatabase database, QueryAccess access) =>
        caller with { Scope = new TokenScope(database.Id, access) };

    private static Principal Named(string slug) =>
        new(new EntityId($"id-of-{slug}"), EntitySlug.Parse(slug).Value, $"short-{slug}", Scope: null);
}
