using Ayb.Testing;
using static Ayb.EndToEnd.Tests.Sharing.Right;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>Who may do what with alice's <c>books</c>, by what everybody and what single people were granted.</summary>
public sealed class TheAccessTable(SharingServers servers) : IClassFixture<SharingServers>
{
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

        await server.ShouldAllowAsync(caller, right, publicLevel);
    }
}
