using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

public sealed class RestartingTheServer
{
    public static TheoryData<MetadataEngine, ServerEnd> EveryEndOnEveryEngine => new()
    {
        { MetadataEngine.Sqlite, ServerEnd.ToldToStop },
        { MetadataEngine.Sqlite, ServerEnd.InterruptedWithItsWorkers },
        { MetadataEngine.Sqlite, ServerEnd.Killed },
        { MetadataEngine.Postgres, ServerEnd.ToldToStop },
        { MetadataEngine.Postgres, ServerEnd.Killed },
    };

    [Theory, MemberData(nameof(EveryEndOnEveryEngine))]
    public async Task Accounts_tokens_databases_and_rows_are_still_there(MetadataEngine engine, ServerEnd end)
    {
        using var folder = new TestFolder();
        var options = new ServerProcessOptions(folder.Path)
        {
            Environment = new Dictionary<string, string> { ["AYB__DATABASE_URL"] = await engine.CreateDatabaseAsync(folder.Path) },
        };
        await using var server = await ServerProcess.StartAsync(options);
        var before = await Account.RegisterAsync(server, "marcua");
        await before.CreateAsync("books");
        await before.CreateAsync("films", publicLevel: "fork");
        await before.QueryAsync("books", "CREATE TABLE book (title); INSERT INTO book VALUES ('Middlemarch')");
        await before.QueryAsync("films", "CREATE TABLE film (title); INSERT INTO film VALUES ('Playtime')");
        var tokens = await before.TokensAsync();
        WorkerProcesses.In(folder.Path).Should().HaveCount(2);

        await end.OfAsync(server);
        await WorkerProcesses.GoneFromAsync(folder);
        await using var restarted = await ServerProcess.StartAsync(options);

        var after = before with { Server = restarted };
        (await after.DatabasesAsync()).Should().Equal("books", "films");
        (await after.TokensAsync()).Should().Equal(tokens);
        (await after.QueryAsync("books", "SELECT title FROM book")).Should().BeEquivalentTo([new[] { "Middlemarch" }]);
        (await after.QueryAsync("films", "SELECT title FROM film")).Should().BeEquivalentTo([new[] { "Playtime" }]);
        var bob = await Account.RegisterAsync(restarted, "bob");
        (await (bob with { Entity = "marcua" }).DatabasesAsync()).Should().Equal("films");
    }

    [Fact]
    public async Task A_server_that_is_told_to_stop_does_not_wait_for_a_statement_that_runs()
    {
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        var marcua = await Account.RegisterAsync(server, "marcua");
        await marcua.CreateAsync("books");
        var endless = marcua.TryQueryAsync("books", "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n");
        await marcua.QueryAsync("books", "SELECT 'that one has arrived'");

        (await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(20))).Should().Be(0);

        await WorkerProcesses.GoneFromAsync(folder);
        await endless.Awaiting(running => running).Should().ThrowAsync<HttpRequestException>();
    }
}
