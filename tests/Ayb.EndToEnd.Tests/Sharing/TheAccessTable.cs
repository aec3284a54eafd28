using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;
using static Ayb.EndToEnd.Tests.Sharing.TheAccessTable.Right;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>Who may do what with alice's <c>books</c>, by what everybody and what single people were granted.</summary>
public sealed class TheAccessTable(SharingServers servers) : IClassFixture<SharingServers>
{
    private const string NeedsToken =
        """401 {"type":"Unauthorized","message":"This needs an API token: send it as 'Authorization: Bearer <token>'."}""";

    private const string MayNotWrite =
        """403 {"type":"NoWriteAccessError","message":"Attempted to write to database while in read-only mode"}""";

    private const string NoRows = """200 {"fields":[],"rows":[]}""";

    // Who calls, what they were granted, and what they may do with a database that is private, to be forked, and public.
    private static readonly (string Who, string? Grant, Right NoAccess, Right Fork, Right ReadOnly)[] Table =
    [
        ("alice", null, Manages, Manages, Manages),
        ("bob", "manager", Manages, Manages, Manages),
        ("bob", "read-write", Writes, Writes, Writes),
        ("bob", "read-only", Reads, Reads, Reads),
        ("bob", "no-access", Nothing, Nothing, Nothing),
        ("carol", null, Nothing, Sees, Reads),
        ("nobody", null, Nothing, Sees, Sees),
    ];

    public enum Right
    {
        Nothing,
        Sees,
        Reads,
        Writes,
        Manages,
    }

    public static TheoryData<MetadataEngine, string, string?, string, Right> Rows
    {
        get
        {
            var rows = new TheoryData<MetadataEngine, string, string?, string, Right>();
            foreach (var engine in new[] { MetadataEngine.Sqlite, MetadataEngine.Postgres })
            {
                foreach (var row in Table)
                {
                    rows.Add(engine, row.Who, row.Grant, "no-access", row.NoAccess);
                    rows.Add(engine, row.Who, row.Grant, "fork", row.Fork);
                    rows.Add(engine, row.Who, row.Grant, "read-only", row.ReadOnly);
                }
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public async Task Holds_in_each_row(MetadataEngine engine, string who, string? grant, string publicLevel, Right right)
    {
        var server = await servers.OfAsync(engine);
        var caller = who switch { "alice" => server.Alice, "bob" => server.Bob, "carol" => server.Carol, _ => null };
        (await server.UpdateAsync(server.Alice, publicLevel)).Should().Be("200 {}");
        if (grant is not null)
        {
            (await server.ShareAsync(server.Alice, server.Bob, grant)).Should().Be("204");
        }

        (await server.CallAsync(caller, "GET entity/alice")).Should().Contain(
            $"\"databases\":[{(right >= Sees ? """{"slug":"books","database_type":"sqlite"}""" : "")}]");
        (await server.CallAsync(caller, "GET alice/books/details")).Should().Be(Details(caller, publicLevel, right));
        (await server.QueryAsync(caller, "SELECT title FROM book")).Should().Be(
            right >= Reads ? """200 {"fields":["title"],"rows":[["Middlemarch"]]}""" : Refused(caller, "query"));
        (await server.QueryAsync(caller, "UPDATE book SET title = title")).Should().Be(
            right >= Writes ? NoRows : right >= Reads ? MayNotWrite : Refused(caller, "query"));

        (await server.UpdateAsync(caller, publicLevel)).Should().Be(right >= Manages ? "200 {}" : Refused(caller, "update"));
        (await server.ShareAsync(caller, server.Dave, "read-only")).Should().Be(
            right >= Manages ? "204" : Refused(caller, "set permissions for"));
        (await server.CallAsync(caller, "GET alice/books/permissions")).Should().Match(
            right >= Manages ? """200 {"permissions":[*]}""" : Refused(caller, "list permissions for"));
        (await server.ShareAsync(caller, server.Alice, "no-access")).Should().Be(
            right >= Manages
                ? """403 {"type":"CantSetOwnerPermissions","message":"alice owns alice/books, so their permissions can't be changed"}"""
                : Refused(caller, "set permissions for"));
    }

    private static string Details(Account? caller, string publicLevel, Right right)
    {
        if (right == Nothing)
        {
            return caller is null
                ? """401 {"type":"Unauthorized","message":"Database alice/books is not accessible"}"""
                : Refused(caller, "access");
        }

        var level = right switch { Sees => "null", Reads => "\"ReadOnly\"", _ => "\"ReadWrite\"" };
        var manages = right == Manages ? "true" : "false";
        return $$"""200 {"entity_slug":"alice","database_slug":"books","database_type":"sqlite","highest_query_access_level":{{level}},"can_manage_database":{{manages}},"public_sharing_level":"{{publicLevel}}"}""";
    }

    private static string Refused(Account? caller, string what) => caller is null
        ? NeedsToken
        : $$"""403 {"type":"Unauthorized","message":"Authenticated entity {{caller.Entity}} can't {{what}} database alice/books"}""";
}
