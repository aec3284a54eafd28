using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests.Snapshots;

/// <summary>What has changed between versions of a database, by the command line and over HTTP.</summary>
public sealed class DiffingSnapshots
{
    private const string Database = "marcua/books";

    public static TheoryData<string> Places => [SnapshotServer.Folder, SnapshotServer.S3];

    [Theory, MemberData(nameof(Places))]
    public async Task Two_versions_are_compared_and_the_script_does_it_again(string place)
    {
        await using var server = await SnapshotServer.StartAsync(place);
        var before = await TakeAsync(server, "CREATE TABLE book (title TEXT PRIMARY KEY, year); INSERT INTO book VALUES ('Emma', 1815), ('Persuasion', 1818)");
        var after = await TakeAsync(server, "UPDATE book SET year = 1817 WHERE year = 1818; INSERT INTO book VALUES ('Ulysses', 1922); CREATE INDEX years ON book (year)");
        await server.Marcua.QueryAsync("books", "DELETE FROM book WHERE title = 'Emma'");

        (await server.DoAsync("diff", Database, before, after)).Should().MatchRegex("^From .* to .*\n").And.EndWith(
            """
            + index years
            book  +1 ~1 -0
            + {"title":"Ulysses","year":1922}
            ~ {"title":"Persuasion","year":1818} → {"year":1817}

            """);
        (await server.DoAsync("diff", Database, after, "--summary")).Should().EndWith(" to now\nbook  +0 ~0 -1\n");
        (await server.DoAsync("diff", Database, before, after, "--format", "json")).Should().Contain($"\"from\":{{\"snapshot_id\":\"{before}\",");

        var script = await server.DoAsync("diff", Database, before, after, "--format", "sql");
        await server.DoAsync("restore_snapshot", Database, before);
        await server.Marcua.QueryAsync("books", script);
        (await server.DoAsync("diff", Database, after)).Should().EndWith(" to now\nNothing differs.\n");

        (await server.RunAsync("diff", Database, "1999-01-01T00:00:00Z")).Error.Should().StartWith($"Error: No snapshot of {Database} was taken at 1999-");
    }

    [Fact]
    public async Task Who_may_only_read_does_not_see_what_was_deleted()
    {
        await using var server = await SnapshotServer.StartAsync(SnapshotServer.Folder);
        var id = await TakeAsync(server, "CREATE TABLE book (title); INSERT INTO book VALUES ('Emma')");
        var reader = await Account.RegisterAsync(server.Process, "reader");
        await server.Process.CallAsync(server.Marcua, $"POST {Database}/share", null, "entity-for-permission: reader", "sharing-level: read-only");

        (await server.Process.CallAsync(server.Marcua, $"GET {Database}/diff?from={id}", null)).Should().StartWith("200 ");
        (await server.Process.CallAsync(reader, $"GET {Database}/diff?from={id}", null)).Should().Be(
            $$"""403 {"type":"Unauthorized","message":"Authenticated entity reader can't query earlier versions of database {{Database}}"}""");
    }

    private static async Task<string> TakeAsync(SnapshotServer server, string sql)
    {
        await server.Marcua.QueryAsync("books", sql);
        return (await server.DoAsync("create_snapshot", Database)).Split(' ')[2];
    }
}
