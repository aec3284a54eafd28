using System.Text.Json;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Disaster;

/// <summary>What docs/disaster.md promises, rehearsed.</summary>
public sealed class LosingTheServer
{
    public static TheoryData<MetadataEngine, MetadataEngine> Ways => new()
    {
        { MetadataEngine.Sqlite, MetadataEngine.Sqlite },
        { MetadataEngine.Sqlite, MetadataEngine.Postgres },
        { MetadataEngine.Postgres, MetadataEngine.Sqlite },
    };

    [Theory, MemberData(nameof(Ways))]
    public async Task Accounts_tokens_grants_and_rows_come_back(MetadataEngine from, MetadataEngine to)
    {
        await using var server = await LosableServer.StartAsync(from);
        var (marcua, grace) = await PopulateAsync(server);
        var reader = await CreateReaderAsync(server, marcua);
        var tokens = await marcua.TokensAsync();
        await server.UntilMetadataIsKeptAsync(marcua);
        await server.LoseAsync();
        await server.UseAsync(to);

        var restored = await server.RestoreAsync();

        restored.Error.Should().BeEmpty();
        restored.ExitCode.Should().Be(0, restored.Output);
        restored.Output.Should().MatchRegex("(?m)^Metadata: restored from its snapshot 20\\d{6}T\\d{6}Z$")
            .And.MatchRegex("(?m)^\\[\\d/3\\] marcua/books: restored from its snapshot \\S+$")
            .And.MatchRegex("(?m)^\\[\\d/3\\] research/papers: restored from its snapshot \\S+$")
            .And.MatchRegex("(?m)^\\[\\d/3\\] marcua/empty: has no snapshot, and comes back empty$")
            .And.Contain("Restored 2 databases; 0 were there already.\nWithout a snapshot, these come back empty: marcua/empty\n");
        await server.RestartAsync();
        await CheckAsync(server, marcua with { Server = server.Process }, grace with { Server = server.Process }, reader, tokens);

        await server.Process.StopAsync();
        var again = await server.RestoreAsync();
        again.ExitCode.Should().Be(1);
        again.Error.Should().Be(
            "Error: This server has accounts or databases already, and nothing was changed. Restore with a database_url and a data_path that are empty.\n");
        await server.RestartAsync();
        (await (marcua with { Server = server.Process }).QueryAsync("books", "SELECT count(*) FROM book")).Should().BeEquivalentTo([new[] { "3" }]);
    }

    [Fact]
    public async Task What_is_damaged_gives_way_to_what_is_older_and_a_second_run_completes_the_first()
    {
        await using var server = await LosableServer.StartAsync(MetadataEngine.Sqlite);
        var (marcua, _) = await PopulateAsync(server);
        await server.UntilMetadataIsKeptAsync(marcua);
        await server.UntilMetadataIsKeptAsync(marcua);
        await server.LoseAsync();
        var newest = (await server.MetadataKeysAsync())[^1];
        await server.Bucket.PutAsync(newest, [1, 2, 3]);
        var papers = (await server.Bucket.KeysAsync()).Where(key => key.StartsWith("research/papers/", StringComparison.Ordinal)).ToList();
        var contents = new Dictionary<string, byte[]>();
        foreach (var key in papers)
        {
            contents[key] = await server.Bucket.GetAsync(key);
            await server.Bucket.PutAsync(key, [1, 2, 3]);
        }

        var first = await server.RestoreAsync();

        first.ExitCode.Should().Be(1);
        first.Output.Should().Contain($"Metadata: its snapshot {newest["~metadata/".Length..]} can't be restored. The snapshot is damaged")
            .And.Contain("Metadata: restored from its snapshot ")
            .And.MatchRegex("(?m)^\\[\\d/3\\] research/papers: FAILED: snapshot \\S+ can't be restored \\(The snapshot is damaged.*\\); .*nothing has come back$")
            .And.MatchRegex("(?m)^\\[\\d/3\\] marcua/books: restored from its snapshot ");
        first.Error.Should().Be(
            "Error: These could not be restored: research/papers. Run this again to try them once more; what is restored stays as it is.\n");
        foreach (var (key, content) in contents)
        {
            await server.Bucket.PutAsync(key, content);
        }

        var second = await server.RestoreAsync();

        second.Should().BeEquivalentTo(new { ExitCode = 0, Error = "" }, second.Output);
        second.Output.Should().StartWith("The metadata is there: the restore before has got that far.")
            .And.Contain("marcua/books: is there already").And.Contain("Restored 1 databases; 1 were there already.");
        await server.RestartAsync();
        (await server.Process.CallAsync(marcua, "POST research/papers/query", "SELECT title FROM paper"))
            .Should().Be("""200 {"fields":["title"],"rows":[["On Computable Numbers"]]}""");
    }

    [Theory]
    [InlineData("Metadata: restored", "marcua/")]
    [InlineData("[1/", "marcua/more")]
    public async Task A_restore_that_was_killed_is_completed_by_another(string after, string before)
    {
        await using var server = await LosableServer.StartAsync(MetadataEngine.Sqlite);
        var (marcua, _) = await PopulateAsync(server);
        for (var number = 0; number < 12; number++)
        {
            await marcua.CreateAsync($"more{number}");
            await marcua.QueryAsync($"more{number}", $"CREATE TABLE t (x); INSERT INTO t VALUES ({number})");
            await DoAsync(server, marcua, $"POST marcua/more{number}/snapshots");
        }

        await server.UntilMetadataIsKeptAsync(marcua);
        await server.LoseAsync();

        await server.KillRestoreAsync(after, before);
        (await server.RunAsync()).Should().BeEquivalentTo(new { ExitCode = 1 }).And.Match<ProcessRun>(run =>
            run.Error.StartsWith("Error: This server is restored in part only.", StringComparison.Ordinal));
        var second = await server.RestoreAsync();

        second.Should().BeEquivalentTo(new { ExitCode = 0, Error = "" }, second.Output);
        await server.RestartAsync();
        var restored = marcua with { Server = server.Process };
        for (var number = 0; number < 12; number++)
        {
            (await restored.QueryAsync($"more{number}", "SELECT x FROM t")).Should().BeEquivalentTo([new[] { $"{number}" }]);
        }

        Directory.GetFileSystemEntries(Path.Combine(server.Data, "databases")).Should()
            .OnlyContain(entry => !Path.GetFileName(entry).Contains('.'), "nothing unfinished lies around");
        File.Exists(Path.Combine(server.Data, "restore.unfinished")).Should().BeFalse();
    }

    [Fact]
    public async Task Wrong_credentials_and_an_empty_bucket_are_told_and_change_nothing()
    {
        await using var server = await LosableServer.StartAsync(MetadataEngine.Sqlite);
        var (marcua, _) = await PopulateAsync(server);
        await server.UntilMetadataIsKeptAsync(marcua);
        await server.LoseAsync();
        server.Set("snapshots:secret_access_key", "wrong");

        var refused = await server.RestoreAsync();

        refused.ExitCode.Should().Be(1);
        refused.Error.Should().MatchRegex("^Error: The storage of snapshots refuses the credentials: .*snapshots.secret_access_key\\.\n$");
        server.Set("snapshots:secret_access_key", server.Bucket.Settings["snapshots:secret_access_key"]!);
        server.Set("snapshots:path_prefix", "elsewhere");
        (await server.RestoreAsync()).Error.Should().StartWith(
            $"Error: The storage has no snapshot of a server's metadata in s3://{server.Bucket.Name}/elsewhere/~metadata/.");
        server.Set("snapshots:path_prefix", "");
        (await server.RestoreAsync("--metadata", "20000101T000000Z")).Error.Should().StartWith("Error: The storage has no metadata snapshot 20000101T000000Z");
        (await server.RestoreAsync()).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task A_server_that_was_merely_started_warns_and_can_be_restored_still()
    {
        await using var server = await LosableServer.StartAsync(MetadataEngine.Sqlite);
        var (marcua, _) = await PopulateAsync(server);
        await server.UntilMetadataIsKeptAsync(marcua);
        server.Process.Output.Should().NotContain("This server has nobody yet");
        await server.LoseAsync();
        var newest = (await server.MetadataKeysAsync())[^1];

        await server.RestartAsync();

        await server.UntilItSaysAsync($"and s3://{server.Bucket.Name} has the metadata of one, of {newest["~metadata/".Length..]}.");
        await server.Process.StopAsync();
        (await server.RestoreAsync()).Should().BeEquivalentTo(new { ExitCode = 0, Error = "" });
    }

    [Fact]
    public async Task A_server_that_runs_or_has_anything_is_left_alone()
    {
        await using var server = await LosableServer.StartAsync(MetadataEngine.Sqlite);
        var (marcua, _) = await PopulateAsync(server);
        await server.UntilMetadataIsKeptAsync(marcua);
        await server.Process.KillAsync();

        (await server.RestoreAsync()).Should().BeEquivalentTo(new { ExitCode = 1, Output = "" }).And.BeAssignableTo<ProcessRun>()
            .Which.Error.Should().StartWith("Error: This server has accounts or databases already, and nothing was changed.");

        await server.RestartAsync();
        (await (marcua with { Server = server.Process }).QueryAsync("books", "SELECT count(*) FROM book")).Should().BeEquivalentTo([new[] { "3" }]);
    }

    private static async Task<(Account Marcua, Account Grace)> PopulateAsync(LosableServer server)
    {
        var marcua = await Account.RegisterAsync(server.Process, "marcua");
        var grace = await Account.RegisterAsync(server.Process, "grace");
        await marcua.CreateAsync("books");
        await marcua.CreateAsync("empty", publicLevel: "read-only");
        await marcua.QueryAsync("books", "CREATE TABLE book (title); INSERT INTO book VALUES ('Emma'), ('Persuasion'), (x'00ff')");
        await DoAsync(server, marcua, "POST marcua/books/share", "entity-for-permission: grace", "sharing-level: read-only");
        await DoAsync(server, marcua, "POST organizations", "entity: research");
        await DoAsync(server, marcua, "POST research/papers/create", "db-type: sqlite", "public-sharing-level: no-access");
        (await server.Process.CallAsync(marcua, "POST research/papers/query", "CREATE TABLE paper (title); INSERT INTO paper VALUES ('On Computable Numbers')"))
            .Should().StartWith("200");
        await DoAsync(server, marcua, "POST marcua/books/snapshots", "snapshot-name: mine");
        await DoAsync(server, marcua, "POST research/papers/snapshots");
        return (marcua, grace);
    }

    private static async Task<Account> CreateReaderAsync(LosableServer server, Account marcua)
    {
        var created = await server.Process.CallAsync(marcua, "POST tokens", null, "database: marcua/books", "permission-level: read-only");
        return marcua with { Token = JsonElement.Parse(created[4..]).GetProperty("token").GetString()! };
    }

    private static async Task DoAsync(LosableServer server, Account caller, string request, params string[] headers) =>
        (await server.Process.CallAsync(caller, request, null, headers)).Should().StartWith("20");

    private static async Task CheckAsync(LosableServer server, Account marcua, Account grace, Account reader, string[] tokens)
    {
        (await marcua.DatabasesAsync()).Should().Equal("books", "empty");
        (await marcua.TokensAsync()).Should().Equal(tokens);
        (await marcua.QueryAsync("books", "SELECT title FROM book WHERE typeof(title) = 'text'")).Should().BeEquivalentTo([new[] { "Emma" }, ["Persuasion"]]);
        (await marcua.PermissionsAsync("books")).Should().Equal("grace");
        (await marcua.PublicLevelAsync("empty")).Should().Be("read-only");
        (await marcua.QueryAsync("empty", "SELECT count(*) FROM sqlite_schema")).Should().BeEquivalentTo([new[] { "0" }]);

        foreach (var who in new[] { grace, reader })
        {
            (await server.Process.CallAsync(who, "POST marcua/books/query", "SELECT count(*) FROM book")).Should().StartWith("200").And.Contain("\"3\"");
            (await server.Process.CallAsync(who, "POST marcua/books/query", "DELETE FROM book")).Should().StartWith("403");
        }

        (await server.Process.CallAsync(grace, "POST research/papers/query", "SELECT 1")).Should().StartWith("403");
        (await server.Process.CallAsync(marcua, "POST research/papers/query", "SELECT title FROM paper")).Should().Contain("On Computable Numbers");
        (await server.Process.CallAsync(marcua, "GET marcua/books/audit")).Should().StartWith("200")
            .And.ContainAll("\"shared\"", "\"database-created\"", "\"snapshot-taken\"", "\"token-created\"");
        (await server.Process.CallAsync(marcua, "GET marcua/books/snapshots")).Should().Contain("\"name\":\"mine\"");

        // New rows, members and events find their place.
        await marcua.QueryAsync("books", "INSERT INTO book VALUES ('Sanditon'); DELETE FROM book WHERE title = 'Sanditon'");
        await DoAsync(server, marcua, "POST marcua/books/share", "entity-for-permission: grace", "sharing-level: read-write");
        (await server.Process.CallAsync(grace, "POST marcua/books/query", "UPDATE book SET title = 'Emma' WHERE title = 'Emma'")).Should().StartWith("200");
        await Account.RegisterAsync(server.Process, "ada");
    }
}
