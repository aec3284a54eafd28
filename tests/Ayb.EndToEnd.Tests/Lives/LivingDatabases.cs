using System.Text.Json;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.EndToEnd.Tests.Snapshots;

namespace Ayb.EndToEnd.Tests.Lives;

/// <summary>Databases that are forked, deleted, brought back, renamed and handed over, with all that belongs to them.</summary>
public sealed class LivingDatabases
{
    private const string Books = "marcua/books";
    private const string Count = "SELECT count(*) FROM book";

    [Fact]
    public async Task Another_account_forks_a_public_database_with_its_rows_and_they_go_their_own_ways()
    {
        await using var server = await StartAsync();
        var ada = await Account.RegisterAsync(server.Process, "ada");
        (await server.StatusAsync(ada, $"POST {Books}/fork")).Should().Be("403");
        await server.DoAsync(server.Marcua, $"PATCH {Books}/update", null, "public-sharing-level: fork");
        (await server.StatusAsync(ada, $"POST {Books}/query", Count)).Should().Be("403");

        (await server.DoAsync(ada, $"POST {Books}/fork", null, "database: novels")).Should().Be(
            $$"""{"entity":"ada","database":"novels","database_type":"sqlite","origin":"{{Books}}"}""");

        (await server.ValueAsync(ada, "ada/novels", "SELECT group_concat(title) FROM book")).Should().Be("Emma,Persuasion");
        await server.ValueAsync(ada, "ada/novels", "INSERT INTO book VALUES ('Middlemarch') RETURNING 1");
        (await server.ValueAsync(server.Marcua, Books, Count)).Should().Be("2");
        (await server.DoAsync(ada, "GET ada/novels/details")).Should().Contain($"\"origin\":\"{Books}\"").And.Contain("\"public_sharing_level\":\"no-access\"");
        (await server.StatusAsync(server.Marcua, "POST ada/novels/query", Count)).Should().Be("403");
        (await server.DoAsync(ada, "GET entity/ada")).Should().Contain($$"""{"slug":"novels","database_type":"sqlite","origin":"{{Books}}"}""");

        await server.DoAsync(server.Marcua, $"PATCH {Books}/update", null, "public-sharing-level: no-access");
        (await server.DoAsync(ada, "GET ada/novels/details")).Should().Contain("\"origin\":null");
        await server.KillAndRestartAsync();
        (await server.ValueAsync(ada with { Server = server.Process }, "ada/novels", Count)).Should().Be("3");
        server.DatabaseFolders.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_deleted_database_is_nowhere_and_comes_back_with_all_that_belongs_to_it()
    {
        await using var server = await StartAsync();
        var ada = await Account.RegisterAsync(server.Process, "ada");
        await server.ShareAsync(Books, ada, "read-write");
        var snapshot = (await server.DoAsync("create_snapshot", Books)).Split(' ')[2];
        var app = await server.NarrowedAsync(server.Marcua, Books);
        var session = await server.SessionAsync(ada, Books);
        await server.ValueAsync(ada, Books, "INSERT INTO book VALUES ('Middlemarch') RETURNING 1", $"session: {session}");

        await server.DoAsync("delete_database", Books, "--confirm", Books);

        foreach (var caller in new[] { server.Marcua, ada, app })
        {
            (await server.StatusAsync(caller, $"POST {Books}/query", Count)).Should().Be("404");
        }

        (await server.StatusAsync(ada, $"POST {Books}/query", Count, $"session: {session}")).Should().Be("404");
        (await server.StatusAsync(server.Marcua, $"GET {Books}/list_snapshots")).Should().Be("404");

        await AnotherOneOfThatNameAsync(server, ada, app);
        await server.DeleteAsync(Books);
        var ids = JsonElement.Parse(await server.DoAsync(server.Marcua, "GET entity/marcua/deleted_databases"))
            .GetProperty("deleted_databases").EnumerateArray().Select(deleted => deleted.GetProperty("database_id").GetString()!).ToList();
        ids.Should().HaveCount(2);
        await server.DoAsync("undelete_database", Books, "--id", ids[1]);

        (await server.ValueAsync(ada, Books, Count)).Should().Be("2", "the session was rolled back");
        await server.ValueAsync(ada, Books, "INSERT INTO book VALUES ('Middlemarch') RETURNING 1");
        (await server.ValueAsync(app, Books, Count)).Should().Be("3");
        (await server.ListAsync()).Should().ContainSingle().Which.GetProperty("snapshot_id").GetString().Should().Be(snapshot);
        await server.DoAsync("restore_snapshot", Books, snapshot);
        (await server.ValueAsync(app, Books, Count)).Should().Be("2");
    }

    [Fact]
    public async Task After_the_grace_period_nothing_of_it_is_left_but_the_log()
    {
        await using var server = await StartAsync(gracePeriod: "1s");
        var ada = await Account.RegisterAsync(server.Process, "ada");
        await server.ShareAsync(Books, ada, "read-only");
        await server.DoAsync("create_snapshot", Books);
        await server.DoAsync("create_snapshot", Books);
        var app = await server.NarrowedAsync(server.Marcua, Books);
        server.DatabaseFolders.Should().ContainSingle();
        (await server.ObjectsAsync()).Should().HaveCount(2);

        await server.DeleteAsync(Books);

        await server.UntilAsync(async () => server.DatabaseFolders.Length == 0 && (await server.ObjectsAsync()).Count == 0);
        (await server.StatusAsync(server.Marcua, $"POST {Books}/undelete")).Should().Be("404");
        await server.UntilAsync(async () => await server.StatusAsync(app, "POST marcua/other/query", Count) == "401");
        await AnotherOneOfThatNameAsync(server, ada, app: null);
        (await server.DoAsync(server.Marcua, $"GET {Books}/permissions")).Should().Be("""{"permissions":[]}""");
        (await server.DoAsync(server.Marcua, "GET entity/marcua/audit")).Should().Contain("\"database-deleted\"").And.Contain("\"shared\"");
        (await server.DoAsync(server.Marcua, $"GET {Books}/audit")).Should().NotContain("\"shared\"");
    }

    [Fact]
    public async Task A_renamed_database_keeps_everything_but_its_name()
    {
        await using var server = await StartAsync();
        var ada = await Account.RegisterAsync(server.Process, "ada");
        await server.ShareAsync(Books, ada, "read-write");
        var snapshot = (await server.DoAsync("create_snapshot", Books)).Split(' ')[2];
        var app = await server.NarrowedAsync(server.Marcua, Books);
        var session = await server.SessionAsync(ada, Books);
        await server.ValueAsync(ada, Books, "INSERT INTO book VALUES ('Middlemarch') RETURNING 1", $"session: {session}");

        (await server.DoAsync("rename_database", Books, "novels")).Should().Be("Renamed marcua/books to marcua/novels\n");

        (await server.StatusAsync(ada, $"POST {Books}/query", Count)).Should().Be("404");
        (await server.StatusAsync(ada, $"POST {Books}/query", Count, $"session: {session}")).Should().Be("404");
        await AnotherOneOfThatNameAsync(server, ada, app);
        (await server.StatusAsync(server.Marcua, $"POST {Books}/query", "SELECT 1", $"session: {session}")).Should().Be("404");
        (await server.ValueAsync(ada, "marcua/novels", Count, $"session: {session}")).Should().Be("3", "the session goes on");
        await server.DoAsync(ada, $"POST marcua/novels/sessions/{session}/commit");
        (await server.ValueAsync(app, "marcua/novels", Count)).Should().Be("3");
        await server.DoAsync("restore_snapshot", "marcua/novels", snapshot);
        (await server.ValueAsync(app, "marcua/novels", Count)).Should().Be("2");
    }

    [Fact]
    public async Task A_transferred_database_is_the_new_owner_s_and_nothing_of_the_old_one_s()
    {
        await using var server = await StartAsync();
        var (ada, carol) = (await Account.RegisterAsync(server.Process, "ada"), await Account.RegisterAsync(server.Process, "carol"));
        await server.ShareAsync(Books, ada, "read-only");
        await server.ShareAsync(Books, carol, "read-only");
        await server.DoAsync("create_snapshot", Books);
        var app = await server.NarrowedAsync(server.Marcua, Books);
        var session = await server.SessionAsync(server.Marcua, Books);
        await server.ValueAsync(server.Marcua, Books, "INSERT INTO book VALUES ('Middlemarch') RETURNING 1", $"session: {session}");

        await server.DoAsync("transfer_database", Books, "ada");
        (await server.DoAsync("list_transfers", "--format", "csv")).Should().Contain("\nmarcua/books,ada,20").And.EndWith("Z,outgoing\n");
        (await server.StatusAsync(carol, $"POST {Books}/transfer/accept")).Should().Be("404");
        (await server.StatusAsync(ada, $"POST {Books}/query", "INSERT INTO book VALUES ('x')")).Should().Be("403", "an offer gives nothing");
        await server.DoAsync(ada, $"POST {Books}/transfer/accept", null, "database: novels");

        foreach (var caller in new[] { server.Marcua, app })
        {
            (await server.StatusAsync(caller, "POST ada/novels/query", Count)).Should().Be("403");
        }

        (await server.StatusAsync(server.Marcua, "POST ada/novels/query", Count, $"session: {session}")).Should().Be("403");
        (await server.StatusAsync(server.Marcua, $"POST ada/novels/sessions/{session}/commit")).Should().Be("403");
        await AnotherOneOfThatNameAsync(server, carol, app);
        (await server.ValueAsync(carol, "ada/novels", Count)).Should().Be("2");
        (await server.DoAsync(ada, "GET ada/novels/permissions")).Should().Be(
            """{"permissions":[{"entity_slug":"carol","sharing_level":"read-only"}]}""");
        (await server.DoAsync(ada, "GET ada/novels/list_snapshots")).Should().Contain("snapshot_id");
        (await server.DoAsync(ada, "GET ada/novels/audit")).Should().Contain("\"database-transferred\"").And.NotContain("\"shared\"");
        (await server.DoAsync(server.Marcua, "GET entity/marcua/audit")).Should().Contain("\"database-transferred\"").And.Contain("\"transfer-offered\"");
        await server.UntilAsync(async () =>
            await server.StatusAsync(ada, "POST ada/novels/query", "INSERT INTO book VALUES ('Middlemarch')") == "200");
        (await server.ValueAsync(ada, "ada/novels", Count)).Should().Be("3");
    }

    private static async Task<SnapshotServer> StartAsync(string? gracePeriod = null)
    {
        var server = await SnapshotServer.StartAsync(SnapshotServer.Folder, gracePeriod: gracePeriod);
        await server.Marcua.QueryAsync("books", "CREATE TABLE book (title); INSERT INTO book VALUES ('Emma'), ('Persuasion')");
        return server;
    }

    /// <summary>It has nothing in common with the one before: no rows, no grants, no snapshots, no tokens.</summary>
    private static async Task AnotherOneOfThatNameAsync(SnapshotServer server, Account other, Account? app)
    {
        await server.Marcua.CreateAsync("books");
        (await server.ValueAsync(server.Marcua, Books, "SELECT count(*) FROM sqlite_schema")).Should().Be("0");
        (await server.StatusAsync(other, $"POST {Books}/query", "SELECT 1")).Should().Be("403");
        (await server.ListAsync()).Should().BeEmpty();
        if (app is not null)
        {
            (await server.StatusAsync(app, $"POST {Books}/query", "SELECT 1")).Should().Be("403");
        }
    }
}
