using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Tests;

public sealed class ImportingDatabases
{
    private const string Script = "CREATE TABLE t (x);\nINSERT INTO t VALUES ('new');\n";

    [Theory]
    [InlineData(Transfers.Sqlite)]
    [InlineData("application/octet-stream")]
    [InlineData(null)]
    public async Task A_SQLite_file_takes_the_place_of_the_database(string? type)
    {
        await using var host = await StartAsync();
        var file = await host.FileOfAsync(Script);
        await host.ValueAsync("CREATE TABLE old (x); INSERT INTO old VALUES (1); SELECT 1");

        var answer = await AnswerAsync(host.ImportAsync(file, type), HttpStatusCode.OK);

        answer.Should().Be("""{"created":false,"tables":1,"rows":1,"safety_snapshot":"kept"}""");
        (await host.ValueAsync("SELECT x FROM t")).Should().Be("new");
        (await host.ValueAsync("SELECT count(*) FROM sqlite_schema")).Should().Be("1", "nothing of the old log comes back");
        host.Facts.All.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Database = QueryingHost.Database("db"), Table = (string?)null });
        await host.ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task A_script_takes_the_place_of_the_database()
    {
        await using var host = await StartAsync();
        await host.ValueAsync("CREATE TABLE old (x); SELECT 1");

        (await AnswerAsync(host.ImportAsync(Script, Transfers.Sql), HttpStatusCode.OK)).Should().Be("""{"created":false,"tables":1,"rows":1,"safety_snapshot":"kept"}""");

        (await host.ValueAsync("SELECT x FROM t")).Should().Be("new");
        await host.ShouldLeaveNothingAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("SELECT 1")]
    [InlineData("CREATE TABLE t (x); DROP TABLE t")]
    public async Task A_script_of_no_table_takes_the_place_of_nothing(string script)
    {
        await using var host = await StartAsync();
        await host.ValueAsync("CREATE TABLE old (x); INSERT INTO old VALUES ('mine'); SELECT 1");

        (await AnswerAsync(host.ImportAsync(script, Transfers.Sql), HttpStatusCode.BadRequest)).Should().Contain("There is no table in what was sent");

        (await host.ValueAsync("SELECT x FROM old")).Should().Be("mine");
        await host.ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task What_was_exported_comes_back()
    {
        await using var host = await StartAsync();
        await host.ValueAsync("CREATE TABLE t (x, y); INSERT INTO t VALUES (1, 'a'), (2, NULL); CREATE VIEW v AS SELECT x FROM t; SELECT 1");
        var (sqlite, sql) = (await host.ExportAsync().BytesAsync(), await host.ExportAsync("?format=sql").BytesAsync());

        foreach (var (content, type) in new[] { (sqlite, Transfers.Sqlite), (sql, Transfers.Sql) })
        {
            await host.ValueAsync("DELETE FROM t; DROP VIEW v; SELECT 1");
            await AnswerAsync(host.ImportAsync(content, type), HttpStatusCode.OK);
            (await host.ValueAsync("SELECT group_concat(x || coalesce(y, '-')) FROM t JOIN v USING (x)")).Should().Be("1a,2-");
        }
    }

    [Fact]
    public async Task CSV_becomes_a_table_beside_the_others()
    {
        await using var host = await StartAsync();
        await host.ValueAsync("CREATE TABLE old (x); SELECT 1");

        var answer = await AnswerAsync(host.ImportAsync("name,n\nAda,1\n", Transfers.Csv, headers: ("table", "my%20people")), HttpStatusCode.OK);

        answer.Should().Be("""{"created":false,"tables":1,"rows":1,"safety_snapshot":null}""");
        (await host.ValueAsync("SELECT name || (n + 1) FROM \"my people\", (SELECT count(*) FROM old)")).Should().Be("Ada2");
        await host.ImportAsync("name,n\nAda,1\n", Transfers.Csv, headers: ("table", "my%20people")).ShouldFailAsync(HttpStatusCode.Conflict, "Other", "There is a table \"my people\" already*", "if-exists");
        await AnswerAsync(host.ImportAsync("name,n\nBob,2\n", Transfers.Csv, headers: [("table", "my%20people"), ("if-exists", "append")]), HttpStatusCode.OK);
        (await host.ValueAsync("SELECT count(*) FROM \"my people\"")).Should().Be("2");
        host.Facts.All.OfType<DatabaseImported>().Select(fact => fact.Table).Should().Equal("my people", "my people");
        await host.ShouldLeaveNothingAsync();
    }

    [Theory]
    [InlineData(Transfers.Sqlite)]
    [InlineData(Transfers.Sql)]
    [InlineData(Transfers.Csv)]
    public async Task A_database_that_does_not_exist_is_created_with_it(string type)
    {
        await using var host = await StartAsync();
        host.Cast().Missing["db-new"] = true;
        var content = type == Transfers.Sqlite ? await host.FileOfAsync(Script) : Encoding.UTF8.GetBytes(type == Transfers.Sql ? Script : "x\nnew\n");

        var answer = await AnswerAsync(host.ImportAsync(content, type, path: "alice/db-new", headers: ("table", "t")), HttpStatusCode.Created);

        answer.Should().Be("""{"created":true,"tables":1,"rows":1,"safety_snapshot":null}""");
        (await host.ValueAsync("SELECT x FROM t", path: "alice/db-new")).Should().Be("new");
        (await host.ValueAsync("INSERT INTO t VALUES ('newer'); SELECT count(*) FROM t", path: "alice/db-new")).Should().Be("2");
        await host.ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task A_digest_that_is_right_or_of_another_kind_is_no_hindrance()
    {
        await using var host = await StartAsync();
        var digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));

        await AnswerAsync(host.ImportAsync(Script, Transfers.Sql, headers: ("repr-digest", $"md5=:AAAA:, sha-256=:{digest}:")), HttpStatusCode.OK);
        await AnswerAsync(host.ImportAsync(Script, Transfers.Sql, headers: ("repr-digest", "md5=:AAAA:")), HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_server_without_snapshots_replaces_nothing_unasked()
    {
        await using var host = await QueryingHost.StartAsync();
        await AnswerAsync(host.ImportAsync(Script, Transfers.Sql), HttpStatusCode.OK);

        await host.ImportAsync(Script, Transfers.Sql).ShouldFailAsync(HttpStatusCode.Conflict, "Other", "What is in alice/db would be lost*Export it first, then import without a safety snapshot.", "without-safety-snapshot");

        await host.ValueAsync("UPDATE t SET x = 'mine'; SELECT 1");
        var answer = await AnswerAsync(host.ImportAsync(Script, Transfers.Sql, headers: ("without-safety-snapshot", "true")), HttpStatusCode.OK);
        answer.Should().Be("""{"created":false,"tables":1,"rows":1,"safety_snapshot":null}""");
        (await host.ValueAsync("SELECT x FROM t")).Should().Be("new");
    }

    [Fact]
    public async Task A_server_without_snapshots_looks_once_more_before_it_replaces_nothing()
    {
        ModuleHost? host = null;
        var asked = 0;
        host = await QueryingHost.StartAsync(configure: options => options.Answer<KeepSafely>(_ =>
        {
            if (asked++ == 0)
            {
                host!.ValueAsync("CREATE TABLE mine (x); SELECT 1").GetAwaiter().GetResult();
            }
        }));
        await using var running = host;
        await host.ValueAsync("SELECT 1");

        await host.ImportAsync(Script, Transfers.Sql).ShouldFailAsync(HttpStatusCode.Conflict, "Other", "What is in alice/db would be lost*", "without-safety-snapshot");

        (await host.ValueAsync("SELECT name FROM sqlite_schema")).Should().Be("mine");
        await host.ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task Rows_that_are_committed_as_their_sender_leaves_are_told_of()
    {
        using var worker = new HostileWorker("""
            ready()
            loading = query()
            open(folder + '/loading', 'w').close()
            query()
            send(CHUNK, loading, LAST, payload=struct.pack('<QQ', 1, 1))
            linger()
            """);
        await using var host = await StartAsync(worker.Path);
        using var leaving = new CancellationTokenSource();
        var importing = host.ImportAsync("x\n1\n", Transfers.Csv, cancellationToken: leaving.Token, headers: ("table", "t"));
        await host.UntilAsync(() => File.Exists(Path.Combine(host.Folder, "databases", "db", "loading")));

        await leaving.CancelAsync();

        await FluentActions.Awaiting(() => importing).Should().ThrowAsync<OperationCanceledException>();
        await host.UntilAsync(() => host.Facts.All.Count > 0);
        host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<DatabaseImported>().Which.Table.Should().Be("t");
    }

    [Fact]
    public async Task Rows_whose_sender_leaves_are_taken_back()
    {
        await using var host = await StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); CREATE TRIGGER g AFTER INSERT ON t WHEN new.x = 'last' BEGIN SELECT count(*) FROM (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c); END; SELECT 1");
        using var leaving = new CancellationTokenSource();
        var rows = string.Join('\n', Enumerable.Repeat(new string('y', 1000), 8000));
        var importing = host.ImportAsync($"x\n{rows}\nlast\n", Transfers.Csv, cancellationToken: leaving.Token, headers: [("table", "t"), ("if-exists", "append")]);
        await host.UntilAsync(() => host.LogBytes() > 1 << 20);

        await leaving.CancelAsync();

        await FluentActions.Awaiting(() => importing).Should().ThrowAsync<OperationCanceledException>();
        await host.ShouldLeaveNothingAsync();
        (await host.ValueAsync("DROP TRIGGER g; SELECT count(*) FROM t")).Should().Be("0");
        host.Facts.All.Should().BeEmpty();
    }

    private static Task<ModuleHost> StartAsync(string workerPath) => QueryingHost.StartAsync(workerPath, Transfers.KeepAndCreate);

    private static Task<ModuleHost> StartAsync(Action<ModuleHostOptions>? configure = null) => QueryingHost.StartAsync(configure: options =>
    {
        Transfers.KeepAndCreate(options);
        configure?.Invoke(options);
    });

    private static async Task<string> AnswerAsync(Task<HttpResponseMessage> pending, HttpStatusCode status)
    {
        var response = await pending;
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(status, text);
        return JsonElement.Parse(text).GetRawText();
    }
}
