using Ayb.Testing;
using static Ayb.EndToEnd.Tests.Sharing.Right;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>Who may do what with acme's <c>books</c>, by what they are in acme and guild, and by what guild and they were granted.</summary>
public sealed class TheAccessTableOfOrganizations(SharingServers servers) : IClassFixture<SharingServers>
{
    private const string Apart = "";

    // Nothing is ever granted to carol herself; what was granted once can be changed and not be taken back for bob and guild.
    private static readonly (string Who, string Acme, string Guild, string GuildGrant, string? Grant, Right NoAccess, Right Fork, Right ReadOnly)[] Table =
    [
        ("alice", "owner", "owner", "no-access", null, Manages, Manages, Manages),
        ("carol", "owner", Apart, "no-access", null, Manages, Manages, Manages),
        ("carol", "owner", "member", "no-access", null, Manages, Manages, Manages),
        ("carol", "member", Apart, "no-access", null, Writes, Writes, Writes),
        ("carol", "member", "member", "no-access", null, Writes, Writes, Writes),
        ("carol", "member", "member", "read-only", null, Writes, Writes, Writes),
        ("carol", "member", "member", "manager", null, Writes, Writes, Writes),
        ("carol", "member", "owner", "manager", null, Manages, Manages, Manages),
        ("carol", Apart, "member", "no-access", null, Nothing, Nothing, Nothing),
        ("carol", Apart, "member", "read-only", null, Reads, Reads, Reads),
        ("carol", Apart, "member", "read-write", null, Writes, Writes, Writes),
        ("carol", Apart, "member", "manager", null, Writes, Writes, Writes),
        ("carol", Apart, "owner", "no-access", null, Nothing, Nothing, Nothing),
        ("carol", Apart, "owner", "read-only", null, Reads, Reads, Reads),
        ("carol", Apart, "owner", "read-write", null, Writes, Writes, Writes),
        ("carol", Apart, "owner", "manager", null, Manages, Manages, Manages),
        ("carol", Apart, Apart, "manager", null, Nothing, Sees, Reads),
        ("bob", "member", Apart, "manager", "no-access", Nothing, Nothing, Nothing),
        ("bob", "member", "owner", "manager", "read-only", Reads, Reads, Reads),
        ("bob", "member", Apart, "no-access", "manager", Manages, Manages, Manages),
        ("bob", Apart, "owner", "manager", "no-access", Nothing, Nothing, Nothing),
        ("bob", Apart, "member", "no-access", "read-write", Writes, Writes, Writes),
        ("nobody", Apart, Apart, "manager", null, Nothing, Sees, Sees),
    ];

    public static TheoryData<MetadataEngine, int> Rows
    {
        get
        {
            var rows = new TheoryData<MetadataEngine, int>();
            foreach (var engine in new[] { MetadataEngine.Sqlite, MetadataEngine.Postgres })
            {
                for (var row = 0; row < Table.Length; row++)
                {
                    rows.Add(engine, row);
                }
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public async Task Holds_in_each_row(MetadataEngine engine, int number)
    {
        var server = (await servers.OfAsync(engine)).OfAcme;
        var row = Table[number];
        var caller = row.Who switch { "alice" => server.Alice, "bob" => server.Bob, "carol" => server.Carol, _ => null };
        if (caller is not null && caller != server.Alice)
        {
            (await server.SetMemberAsync(server.Alice, "acme", caller, RoleOrNull(row.Acme))).Should().MatchRegex("^(200 .*|204|404 .*)$");
            (await server.SetMemberAsync(server.Alice, "guild", caller, RoleOrNull(row.Guild))).Should().MatchRegex("^(200 .*|204|404 .*)$");
        }

        (await server.ShareAsync(server.Alice, "guild", row.GuildGrant)).Should().Be("204");
        if (row.Grant is not null)
        {
            (await server.ShareAsync(server.Alice, caller!, row.Grant)).Should().Be("204");
        }

        foreach (var (level, right) in new[] { ("no-access", row.NoAccess), ("fork", row.Fork), ("read-only", row.ReadOnly) })
        {
            (await server.UpdateAsync(server.Alice, level)).Should().Be("200 {}");
            await server.ShouldAllowAsync(caller, right, level);
        }

        if (caller is not null)
        {
            (await server.CallAsync(caller, "POST acme/books/create", body: null, "db-type: sqlite")).Should().StartWith(
                row.Acme == "owner" ? "409 " : "403 ", "owners of an organization create databases for it, and nobody else");
        }
    }

    private static string? RoleOrNull(string role) => role == Apart ? null : role;
}
