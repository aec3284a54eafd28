using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests.Snapshots;

/// <summary>Queries of a database as it was, by the command line and over HTTP.</summary>
public sealed class ReadingSnapshots
{
    private const string Database = "marcua/books";
    private const string Titles = "SELECT group_concat(title) AS titles FROM book";

    public static TheoryData<string> Places => [SnapshotServer.Folder, SnapshotServer.S3];

    [Theory, MemberData(nameof(Places))]
    public async Task A_query_by_id_and_by_time_answers_what_was_there(string place)
    {
        await using var server = await SnapshotServer.StartAsync(place);
        var before = await TakeAsync(server, "CREATE TABLE book (title); INSERT INTO book VALUES ('Emma')");
        var after = await TakeAsync(server, "INSERT INTO book VALUES ('Persuasion')");
        await server.Marcua.QueryAsync("books", "DELETE FROM book; INSERT INTO book VALUES ('now')");

        (await server.DoAsync("query", Database, Titles, "--as_of", before, "--format", "csv")).Should().Be("titles\nEmma\n\nRows: 1\n");
        (await server.DoAsync("query", Database, Titles, "--as_of", after, "--format", "csv")).Should().Be("titles\n\"Emma,Persuasion\"\n\nRows: 1\n");
        (await server.DoAsync("query", Database, Titles, "--as_of", "2999-01-01T00:00:00+01:00", "--format", "csv")).Should().StartWith("titles\n\"Emma,Persuasion\"\n");
        var takenAt = (await server.ListAsync()).Single(snapshot => snapshot.GetProperty("snapshot_id").GetString() == before).GetProperty("created_at").GetString();
        (await AskAsync(server, server.Marcua, takenAt!, Titles, "accept: text/csv")).Should().Be("200 titles\r\nEmma");
        (await AskAsync(server, server.Marcua, before, """{"sql":"SELECT title FROM book WHERE title > ?","params":["D"],"rows":"objects"}"""))
            .Should().StartWith("""200 {"results":[{"columns":["title"],""").And.Contain("""[{"title":"Emma"}]""");
        (await server.Marcua.QueryAsync("books", Titles)).Should().BeEquivalentTo([new[] { "now" }]);

        (await server.RunAsync("query", Database, "DROP TABLE book", "--as_of", before)).Should().BeEquivalentTo(
            new { ExitCode = 1, Error = "Error: Attempted to write to database while in read-only mode\n" });
        (await server.RunAsync("query", Database, Titles, "--as_of", "1999-01-01T00:00:00Z")).Error.Should().StartWith($"Error: No snapshot of {Database} was taken at 1999-");
        (await AskAsync(server, server.Marcua, "..%2F..%2Fmarcua", Titles)).Should().StartWith("400 ");

        await server.DoAsync("delete_snapshot", Database, before);
        (await AskAsync(server, server.Marcua, before, Titles)).Should().StartWith("""404 {"type":"SnapshotDoesNotExistError",""");
        server.VersionFolders.Should().ContainSingle().Which.Should().EndWith($"@{after}");
    }

    [Fact]
    public async Task A_server_that_was_killed_makes_its_versions_anew()
    {
        await using var server = await SnapshotServer.StartAsync(SnapshotServer.Folder);
        var id = await TakeAsync(server, "CREATE TABLE book (title); INSERT INTO book VALUES ('Emma')");
        (await AskAsync(server, server.Marcua, id, Titles)).Should().Contain("Emma");
        server.VersionFolders.Should().ContainSingle();

        await server.KillAndRestartAsync();

        server.VersionFolders.Should().BeEmpty();
        (await AskAsync(server, server.Marcua, id, Titles)).Should().Contain("Emma");
    }

    [Fact]
    public async Task Who_may_write_may_look_back_and_who_may_only_read_may_not()
    {
        await using var server = await SnapshotServer.StartAsync(SnapshotServer.Folder);
        var id = await TakeAsync(server, "CREATE TABLE book (title); INSERT INTO book VALUES ('Emma')");
        var writer = await Account.RegisterAsync(server.Process, "writer");
        var reader = await Account.RegisterAsync(server.Process, "reader");
        var stranger = await Account.RegisterAsync(server.Process, "stranger");
        await ShareAsync(server, "writer", "read-write");
        await ShareAsync(server, "reader", "read-only");
        await server.Process.CallAsync(server.Marcua, $"PATCH {Database}/update", null, "public-sharing-level: read-only");

        (await AskAsync(server, writer, id, Titles)).Should().StartWith("200 ").And.Contain("Emma");
        (await AskAsync(server, writer, id, "DELETE FROM book")).Should().StartWith("""403 {"type":"NoWriteAccessError",""");
        foreach (var (account, name) in new[] { (reader, "reader"), (stranger, "stranger") })
        {
            (await server.Process.CallAsync(account, $"POST {Database}/query", Titles)).Should().StartWith("200 ");
            (await AskAsync(server, account, id, Titles)).Should().Be(
                $$"""403 {"type":"Unauthorized","message":"Authenticated entity {{name}} can't query earlier versions of database {{Database}}"}""");
        }

        var narrowed = await TokenAsync(server, writer, "permission-level: read-only");
        (await AskAsync(server, narrowed, id, Titles)).Should().StartWith("200 ").And.Contain("Emma");
        (await AskAsync(server, narrowed, id, "DELETE FROM book")).Should().StartWith("""403 {"type":"NoWriteAccessError",""");
        await server.Marcua.CreateAsync("films");
        var elsewhere = await TokenAsync(server, server.Marcua, "database: marcua/films");
        (await AskAsync(server, elsewhere, id, Titles)).Should().StartWith("403 ");

        await ShareAsync(server, "writer", "read-only");
        (await AskAsync(server, writer, id, Titles)).Should().StartWith("403 ", "access is decided at each request");
        (await AskAsync(server, narrowed, id, Titles)).Should().StartWith("403 ");
    }

    /// <returns>The id of a snapshot that is taken after the SQL.</returns>
    private static async Task<string> TakeAsync(SnapshotServer server, string sql)
    {
        await server.Marcua.QueryAsync("books", sql);
        return (await server.DoAsync("create_snapshot", Database)).Split(' ')[2];
    }

    private static Task<string> AskAsync(SnapshotServer server, Account caller, string asOf, string body, params string[] headers) =>
        server.Process.CallAsync(caller, $"POST {Database}/query?as_of={asOf}", body, headers);

    private static async Task ShareAsync(SnapshotServer server, string with, string level) =>
        (await server.Process.CallAsync(server.Marcua, $"POST {Database}/share", null, $"entity-for-permission: {with}", $"sharing-level: {level}")).Should().Be("204");

    private static async Task<Account> TokenAsync(SnapshotServer server, Account account, string limit)
    {
        var answer = await server.Process.CallAsync(account, "POST tokens", null, limit);
        answer.Should().StartWith("201 ");
        return account with { Token = System.Text.Json.JsonElement.Parse(answer[4..]).GetProperty("token").GetString()! };
    }
}
