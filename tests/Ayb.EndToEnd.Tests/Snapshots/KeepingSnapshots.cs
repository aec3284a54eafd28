using System.Text.Json;

namespace Ayb.EndToEnd.Tests.Snapshots;

/// <summary>Snapshots by the command line, and by the server itself.</summary>
public sealed class KeepingSnapshots
{
    private const string Database = "marcua/books";
    private const string Count = "SELECT count(*) AS books FROM book";

    public static TheoryData<string> Places => [SnapshotServer.Folder, SnapshotServer.S3];

    [Theory, MemberData(nameof(Places))]
    public async Task What_somebody_has_taken_brings_the_rows_back(string place)
    {
        await using var server = await SnapshotServer.StartAsync(place);
        (await server.DoAsync("list_snapshots", Database)).Should().Be($"No snapshots for {Database}\n");
        await server.Marcua.QueryAsync("books", "CREATE TABLE book (title); INSERT INTO book VALUES ('Emma'), ('Persuasion')");

        var said = await server.DoAsync("create_snapshot", Database, "--name", "vor dem Umzug – 日本", "--note", "beide");
        var id = said.Should().MatchRegex($"^Created snapshot [0-9A-Za-z-]+ of {Database}\n$").And.Subject.Split(' ')[2];
        await server.DoAsync("query", Database, "DELETE FROM book; INSERT INTO book VALUES ('a mistake')");
        (await server.DoAsync("restore_snapshot", Database, id)).Should().Be($"Restored {Database} to snapshot {id}\n");

        (await server.DoAsync("query", Database, "--format", "csv", Count)).Should().StartWith("books\n2\n");
        var listed = await server.ListAsync();
        listed.Select(Kind).Should().Equal("safety", "manual");
        (await server.ObjectsAsync()).Should().BeEquivalentTo(listed.Select(Id));
        (await server.DoAsync("list_snapshots", Database)).Should().MatchRegex(
            $@"^ Name +\| Last modified\n-+\+-+\n {Id(listed[0])} +\| 20\S+Z\n {id} +\| 20\S+Z\n$");
        (await server.DoAsync("list_snapshots", Database, "--all", "--format", "csv")).Should().Contain($"\n{id},manual,vor dem Umzug – 日本,beide,");

        await server.DoAsync("restore_snapshot", Database, Id(listed[0]));
        (await server.DoAsync("query", Database, "--format", "csv", Count)).Should().StartWith("books\n1\n");

        (await server.DoAsync("delete_snapshot", Database, id)).Should().Be($"Deleted snapshot {id} of {Database}\n");
        (await server.ObjectsAsync()).Should().NotContain(id).And.BeEquivalentTo((await server.ListAsync()).Select(Id));
        foreach (var command in new[] { "restore_snapshot", "delete_snapshot" })
        {
            (await server.RunAsync(command, Database, id)).Should().BeEquivalentTo(
                new { ExitCode = 1, Output = "", Error = $"Error: Snapshot {id} does not exist for {Database}\nHint: ayb client list_snapshots {Database} shows which there are\n" });
        }
    }

    [Theory, MemberData(nameof(Places))]
    public async Task The_server_takes_some_by_itself_and_keeps_two(string place)
    {
        await using var server = await SnapshotServer.StartAsync(place, interval: "1s");
        await server.Marcua.QueryAsync("books", "CREATE TABLE book (title); INSERT INTO book VALUES ('Emma')");
        await server.UntilListedAsync(listed => listed.Count > 0);
        await server.DoAsync("create_snapshot", Database, "--name", "mine");
        var seen = new HashSet<string>();
        for (var books = 2; books <= 5; books++)
        {
            await server.Marcua.QueryAsync("books", $"INSERT INTO book VALUES ('book {books}')");
            seen.UnionWith((await server.UntilListedAsync(listed => !seen.IsSupersetOf(listed.Where(IsAutomatic).Select(Id)))).Where(IsAutomatic).Select(Id));
        }

        seen.Should().HaveCountGreaterThan(2);
        var kept = await server.UntilListedAsync(listed => listed.Count == 3);
        kept.Select(Kind).Should().BeEquivalentTo("automatic", "automatic", "manual");
        (await server.ObjectsAsync()).Should().BeEquivalentTo(kept.Select(Id));
    }

    [Fact]
    public async Task After_a_restore_the_server_takes_one_of_what_was_restored()
    {
        await using var server = await SnapshotServer.StartAsync(SnapshotServer.Folder, interval: "1s");
        await server.Marcua.QueryAsync("books", "CREATE TABLE book (title); INSERT INTO book VALUES ('Emma')");
        var mine = (await server.DoAsync("create_snapshot", Database)).Split(' ')[2];
        await server.Marcua.QueryAsync("books", "DELETE FROM book");
        await server.DoAsync("restore_snapshot", Database, mine);
        var content = Sha256((await server.ListAsync()).Single(snapshot => Id(snapshot) == mine));

        var listed = await server.UntilListedAsync(listed => listed.TakeWhile(snapshot => Kind(snapshot) != "safety").Any(IsAutomatic));

        listed.Where(IsAutomatic).Should().Contain(snapshot => Sha256(snapshot) == content);
        (await server.Marcua.QueryAsync("books", "SELECT title FROM book")).Should().BeEquivalentTo([new[] { "Emma" }]);
    }

    [Fact]
    public async Task A_database_that_nobody_has_queried_can_be_kept_and_restored()
    {
        await using var server = await SnapshotServer.StartAsync(SnapshotServer.Folder);
        var empty = (await server.DoAsync("create_snapshot", Database)).Split(' ')[2];
        await server.Marcua.QueryAsync("books", "CREATE TABLE book (title)");

        await server.DoAsync("restore_snapshot", Database, empty);

        (await server.Marcua.QueryAsync("books", "SELECT count(*) FROM sqlite_schema")).Should().BeEquivalentTo([new[] { "0" }]);
    }

    private static string Id(JsonElement snapshot) => snapshot.GetProperty("snapshot_id").GetString()!;

    private static string Kind(JsonElement snapshot) => snapshot.GetProperty("kind").GetString()!;

    private static string Sha256(JsonElement snapshot) => snapshot.GetProperty("sha256").GetString()!;

    private static bool IsAutomatic(JsonElement snapshot) => Kind(snapshot) == "automatic";
}
