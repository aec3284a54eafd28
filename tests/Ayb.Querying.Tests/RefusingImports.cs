using System.Net;
using System.Security.Cryptography;
using Ayb.Contracts;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Tests;

/// <summary>What somebody sends and what must not become of it.</summary>
public sealed class RefusingImports
{
    private const string Script = "CREATE TABLE t (x);\nINSERT INTO t VALUES ('new');\n";

    [Theory]
    [InlineData(Transfers.Sqlite, "this is no database")]
    [InlineData(Transfers.Sql, "CREATE TABLE t (x); nonsense;")]
    [InlineData(Transfers.Csv, "a,b\n1\n")]
    public async Task A_database_that_can_t_be_made_is_not_created(string type, string content)
    {
        await using var host = await StartAsync();
        host.Cast().Missing["db-new"] = true;
        await host.ValueAsync("SELECT 1");

        await host.ImportAsync(content, type, path: "alice/db-new", headers: ("table", "t")).ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "*");

        Directory.Exists(Path.Combine(host.Folder, "databases", "db-new")).Should().BeFalse();
        host.Facts.All.Should().BeEmpty();
        await host.ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task Who_is_shut_out_while_it_is_loaded_replaces_nothing()
    {
        var asked = 0;
        await using var host = await StartAsync(options => options.Answer<MayStill>(question => question.Answer(
            Interlocked.Increment(ref asked) == 1 ? new Nothing() : new AybError(ErrorKind.InvalidToken, "API token has been revoked"))));
        await host.ValueAsync("CREATE TABLE old (x); SELECT 1");

        await host.ImportAsync(Script, Transfers.Sql).ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", "API token has been revoked");

        (await host.ValueAsync("SELECT name FROM sqlite_schema")).Should().Be("old");
    }

    [Fact]
    public async Task Who_may_not_is_told_before_anything_is_read()
    {
        await using var host = await StartAsync();
        host.Cast().Missing["db-new"] = true;
        await host.ValueAsync("SELECT 1");

        foreach (var caller in new[] { "bob", "carol" })
        {
            await host.ImportAsync(Script, Transfers.Sql, caller).ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", $"Authenticated entity {caller} can't import a database in the place of alice/db");
            await host.ImportAsync("a\n1\n", Transfers.Csv, caller, headers: ("table", "t")).ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", $"Authenticated entity {caller} can't import rows into alice/db");
            await host.ImportAsync(Script, Transfers.Sql, caller, "alice/db-new").ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "not yours");
            using var large = await UnfinishedRequest.BeginAsync(host, caller, 1_000_000_000, 10, Transfers.Sqlite, "import", "PUT");
            (await large.AnswerAsync()).Should().StartWith("HTTP/1.1 403");
        }

        (await host.ImportAsync(Script, Transfers.Sql, caller: null)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        host.Facts.All.Should().BeEmpty();
        await host.ShouldLeaveNothingAsync();
    }

    [Theory]
    [InlineData("Say what you send by Content-Type*", "text/plain")]
    [InlineData("Say what you send by Content-Type*", "application/x-www-form-urlencoded")]
    [InlineData("Send the content as it is*", "application/sql", "content-encoding", "gzip")]
    [InlineData("Name the table*", "text/csv")]
    [InlineData("Name the table*", "text/csv", "table", "%20")]
    [InlineData("The header 'if-exists' must be one of*", "text/csv", "table", "t", "if-exists", "merge")]
    [InlineData("The header 'without-safety-snapshot' must be one of*", "application/sql", "without-safety-snapshot", "yes")]
    [InlineData("The header 'Repr-Digest' holds no digest*", "application/sql", "repr-digest", "sha-256=abc")]
    [InlineData("What has arrived has another SHA-256*", "application/sql", "repr-digest", "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:")]
    public async Task What_can_t_be_meant_changes_nothing(string message, string type, params string[] headers)
    {
        await using var host = await StartAsync();
        await host.ValueAsync("CREATE TABLE old (x); SELECT 1");

        await host.ImportAsync(Script, type, headers: [.. headers.Chunk(2).Select(pair => (pair[0], pair[1]))])
            .ShouldFailAsync(HttpStatusCode.BadRequest, "Other", message);

        (await host.ValueAsync("SELECT count(*) FROM old")).Should().Be("0");
        await host.ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task A_state_that_can_t_be_kept_stays()
    {
        await using var host = await QueryingHost.StartAsync(configure: options =>
            options.Answer<KeepSafely>(question => question.Answer(new AybError(ErrorKind.StorageUnreachable, "nowhere to keep it"))));
        await host.ValueAsync("CREATE TABLE old (x); SELECT 1");

        await host.ImportAsync(Script, Transfers.Sql).ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "S3ConnectionError", "nowhere to keep it");

        (await host.ValueAsync("SELECT count(*) FROM old")).Should().Be("0");
        host.Facts.All.Should().BeEmpty();
        await host.ShouldLeaveNothingAsync();
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("damaged")]
    [InlineData("empty")]
    public async Task A_file_that_is_no_sound_database_changes_nothing(string what)
    {
        await using var host = await StartAsync();
        await host.ValueAsync("CREATE TABLE mine (x); SELECT 1");
        var file = await host.FileOfAsync("CREATE TABLE t (x); WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 1000) INSERT INTO t SELECT randomblob(100) FROM r");
        byte[] sent = what switch
        {
            "garbage" => RandomNumberGenerator.GetBytes(10_000),
            "damaged" => [.. file[..20_000], .. new byte[5000], .. file[25_000..]],
            _ => [],
        };

        await host.ImportAsync(sent).ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "The file can't be a database here: *");

        (await host.ValueAsync("SELECT count(*) FROM mine")).Should().Be("0");
        host.Log().Of(3007).Should().BeEmpty("what somebody sends us is no damage of ours");
        await host.ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task More_than_the_database_may_have_is_not_taken()
    {
        await using var host = await StartAsync(options => options.Settings["limits:database_bytes"] = "1MiB");
        await host.ValueAsync("SELECT 1");

        using var announced = await UnfinishedRequest.BeginAsync(host, "alice", 2_000_000, 10, Transfers.Sql, "import", "PUT");
        (await announced.AnswerAsync()).Should().StartWith("HTTP/1.1 413").And.Contain("limits.database_bytes");
        using var chunked = await UnfinishedRequest.BeginAsync(host, "alice", null, 1_100_000, Transfers.Sql, "import", "PUT");
        (await chunked.AnswerAsync()).Should().StartWith("HTTP/1.1 413").And.Contain("limits.database_bytes");
        await host.ImportAsync("CREATE TABLE t(x); WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) INSERT INTO t SELECT randomblob(1000) FROM r;", Transfers.Sql)
            .ShouldFailAsync(HttpStatusCode.InsufficientStorage, "QueryError", "*limits.database_bytes*");
        await host.ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_nothing()
    {
        await using var host = await StartAsync();
        await host.ValueAsync("CREATE TABLE mine (x); SELECT 1");

        foreach (var type in new[] { Transfers.Sqlite, Transfers.Sql })
        {
            using (await UnfinishedRequest.BeginAsync(host, "alice", 1_000_000, 500_000, type, "import", "PUT"))
            {
                await UploadBeginsAsync(host);
            }

            await host.ShouldLeaveNothingAsync();
        }

        (await host.ValueAsync("SELECT count(*) FROM mine")).Should().Be("0");
        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task Who_may_no_longer_when_it_is_there_changes_nothing()
    {
        await using var host = await StartAsync(options => options.Answer<MayStill>(question => question.Answer(new AybError(ErrorKind.InvalidToken, "API token has been revoked"))));
        await host.ValueAsync("CREATE TABLE mine (x); SELECT 1");

        await host.ImportAsync(Script, Transfers.Sql).ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", "API token has been revoked");
        await host.ImportAsync("a\n1\n", Transfers.Csv, headers: ("table", "t")).ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", "*");

        (await host.ValueAsync("SELECT count(*) FROM sqlite_schema")).Should().Be("1");
        await host.ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task Whose_database_is_elsewhere_when_it_is_there_changes_nothing()
    {
        var gone = () => { };
        await using var host = await StartAsync(options => options.Answer<MayStill>(question =>
        {
            gone();
            question.Answer(new Nothing());
        }));
        await host.ValueAsync("CREATE TABLE mine (x); SELECT 1");
        gone = () => host.Cast().Missing["db"] = true;

        await host.ImportAsync(Script, Transfers.Sql).ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", "*");

        host.Cast().Missing.Clear();
        (await host.ValueAsync("SELECT count(*) FROM sqlite_schema")).Should().Be("1");
        await host.ShouldLeaveNothingAsync();
    }

    [Fact]
    public async Task A_script_that_never_ends_is_ended()
    {
        await using var host = await StartAsync(options => options.Settings["limits:import_time"] = "500ms");

        await host.ImportAsync("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c;", Transfers.Sql)
            .ShouldFailAsync(HttpStatusCode.RequestTimeout, "QueryError", "*limits.import_time*");

        await host.ValueAsync("SELECT 1");
        await host.ShouldLeaveNothingAsync();
    }

    private static Task<ModuleHost> StartAsync(Action<ModuleHostOptions>? configure = null) => QueryingHost.StartAsync(configure: options =>
    {
        Transfers.KeepAndCreate(options);
        configure?.Invoke(options);
    });

    private static async Task UploadBeginsAsync(ModuleHost host)
    {
        using var deadline = new CancellationTokenSource(QueryingHost.Deadline);
        var transfers = Path.Combine(host.Folder, "transfers");
        while (!Directory.Exists(transfers) || !Directory.EnumerateFiles(transfers, "sent", SearchOption.AllDirectories).Any())
        {
            deadline.Token.ThrowIfCancellationRequested();
            await host.ValueAsync("SELECT 1");
        }
    }
}
