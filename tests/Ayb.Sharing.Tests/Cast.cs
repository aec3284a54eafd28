using Ayb.Contracts;

namespace Ayb.Sharing.Tests;

/// <summary>Alice owns databases; bob is somebody else; <c>null</c> is an anonymous caller.</summary>
internal static class Cast
{
    public static readonly Principal Alice = Named("alice");

    public static readonly Principal Bob = Named("bob");

    public static HostedDatabase AlicesDatabase(string slug) => new(
        new DatabaseId($"id-of-{slug}"), Alice.Id, Alice.Slug, DatabaseSlug.Parse(slug).Value, DatabaseType.Sqlite);

    public static Principal LimitedTo(this Principal caller, HostedDatabase database, QueryAccess access) =>
        caller with { Scope = new TokenScope(database.Id, access) };

    private static Principal Named(string slug) =>
        new(new EntityId($"id-of-{slug}"), EntitySlug.Parse(slug).Value, $"short-{slug}", Scope: null);
}
