using System.Net;
using Ayb.Contracts;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;
using static Ayb.Querying.Tests.Fixtures.Files;

namespace Ayb.Querying.Tests;

/// <summary>Whole files of databases, in and out, as other modules ask for them.</summary>
public sealed class ReplacingADatabase
{
    [Fact]
    public async Task What_is_in_a_database_can_be_put_in_its_place_again()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES ('before'); SELECT 1");
        var before = await host.BytesAsync();
        await host.ValueAsync("UPDATE t SET x = 'after'; SELECT 1");

        var answer = await host.ReplaceAsync(before);

        answer.TryGet(out _, out _).Should().BeTrue();
        (await host.ValueAsync("SELECT x FROM t")).Should().Be("before");
        (await host.ValueAsync("INSERT INTO t VALUES ('again'); SELECT count(*) FROM t")).Should().Be("2");
        host.ShouldHaveOnlyTheFolder();
    }

    [Fact]
    public async Task A_database_that_nobody_has_queried_can_be_replaced()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); SELECT 1");

        await host.ReplaceAsync(await host.BytesAsync(), database: "db2");

        (await host.ValueAsync("SELECT name FROM sqlite_schema", path: "alice/db2")).Should().Be("t");
    }

    [Fact]
    public async Task Whoever_may_not_any_more_when_all_is_ready_changes_nothing()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES ('old'); SELECT 1");
        var old = await host.BytesAsync();
        await host.ValueAsync("UPDATE t SET x = 'mine'; SELECT 1");

        var answer = await host.ReplaceAsync(new PutInPlace(
            QueryingHost.Database("db"),
            async (file, cancellationToken) => await file.WriteAsync(old, cancellationToken),
            (_, _) => Task.FromResult<Result<KeptState>>(KeptState.Stored),
            _ => Task.FromResult<Result<Nothing>>(AybError.Forbidden("it is somebody else's now"))));

        answer.TryGet(out _, out var error).Should().BeFalse();
        error!.Kind.Should().Be(ErrorKind.Forbidden);
        (await host.ValueAsync("SELECT x FROM t")).Should().Be("mine");
        host.ShouldHaveOnlyTheFolder();
    }

    [Fact]
    public async Task A_query_that_runs_comes_to_its_end_and_a_session_is_rolled_back()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES (1); SELECT 1");
        var old = await host.BytesAsync();
        var session = await host.SessionAsync();
        await host.TextAsync("INSERT INTO t VALUES (2)", session).ReadAsync();
        await using var running = (await host.BeginAsync("WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 3000000) SELECT i FROM r")).Value;
        byte[]? kept = null;

        var replacing = host.ReplaceAsync(old, keep: async copy => kept = await copy.ToBytesAsync());

        await host.UntilAsync(async () => (await host.TextAsync("SELECT 1", session)).StatusCode == HttpStatusCode.NotFound);
        await host.TextAsync("SELECT 1", session).ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", "The session was rolled back.");
        replacing.IsCompleted.Should().BeFalse("a query runs");
        while (!running.Current.IsLast)
        {
            (await running.MoveNextAsync(CancellationToken.None).AsTask().WaitAsync(QueryingHost.Deadline)).Should().BeTrue();
        }

        System.Text.Encoding.UTF8.GetString(running.Current.Bytes.Span).Should().EndWith("[\"3000000\"]]}");
        (await replacing).Succeeded.Should().BeTrue();
        kept.Should().Equal(old, "the session was not committed");
    }

    [Theory]
    [InlineData("this is no database, however long it may go on about it, which it does for more than a hundred bytes in a row")]
    [InlineData("SQLite format 3\0 and then nothing that makes sense, in at least as many bytes as a header of a file of SQLite's has")]
    public async Task A_file_that_is_no_database_changes_nothing(string content)
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES ('mine'); SELECT 1");

        var answer = await host.ReplaceAsync(System.Text.Encoding.Latin1.GetBytes(content));

        answer.TryGet(out _, out _).Should().BeFalse();
        (await host.ValueAsync("SELECT x FROM t")).Should().Be("mine");
        host.ShouldHaveOnlyTheFolder();
        host.Log().Of(3007).Should().BeEmpty("what somebody sends us is no damage of ours");
    }

    [Fact]
    public async Task Whoever_fails_in_the_middle_of_a_file_changes_nothing()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES ('mine'); SELECT 1");

        var replacing = () => host.ReplaceAsync(new PutInPlace(
            QueryingHost.Database("db"), (_, _) => throw new IOException("the other end is gone"), (_, _) => throw new InvalidOperationException("too far"), Allowed));

        await replacing.Should().ThrowAsync<IOException>();
        (await host.ValueAsync("SELECT x FROM t")).Should().Be("mine");
        host.ShouldHaveOnlyTheFolder();
    }

    [Fact]
    public async Task Two_replacements_at_once_happen_one_after_the_other()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); INSERT INTO t VALUES (1); SELECT 1");
        var first = await host.BytesAsync();
        await host.ValueAsync("UPDATE t SET x = 2; SELECT 1");
        var second = await host.BytesAsync();
        var kept = new List<byte[]>();

        await Task.WhenAll(
            host.ReplaceAsync(first, keep: async copy => kept.Add(await copy.ToBytesAsync())),
            host.ReplaceAsync(second, keep: async copy => kept.Add(await copy.ToBytesAsync())));

        kept[0].Should().Equal(second);
        var value = await host.ValueAsync("SELECT x FROM t");
        kept[^1].Should().Equal(value == "1" ? second : first, "the second sees what the first has put there");
    }

    [Fact]
    public async Task A_damaged_database_is_replaced_and_its_file_stays_beside_it()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync("CREATE TABLE t (x); SELECT 1", path: "alice/db2");
        var sound = await host.BytesAsync("db2");
        var folder = Path.Combine(host.Folder, "databases", "db");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "database.sqlite"), new string('x', 10_000));
        await host.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", "*file is not a database*");

        var answer = await host.ReplaceAsync(sound, keep: _ => throw new InvalidOperationException("It can't be copied."));

        answer.TryGet(out _, out _).Should().BeTrue();
        (await host.ValueAsync("SELECT name FROM sqlite_schema")).Should().Be("t");
        var beside = Directory.GetDirectories(Path.Combine(host.Folder, "databases"), "db.damaged-*").Should().ContainSingle().Which;
        (await File.ReadAllTextAsync(Path.Combine(beside, "database.sqlite"))).Should().StartWith("xxxx");
    }

    [Fact]
    public async Task A_copy_that_a_server_has_left_when_it_died_goes_when_the_database_is_opened()
    {
        await using var host = await QueryingHost.StartAsync();
        var folder = Path.Combine(host.Folder, "databases", "db");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "copy-0123456789abcdef"), "half of it");

        await host.ValueAsync("CREATE TABLE t (x); SELECT 1");

        host.ShouldHaveOnlyTheFolder();
    }

    [Theory]
    [InlineData("db.outgoing db.incoming", "new")]
    [InlineData("db.outgoing", "old")]
    [InlineData("db db.incoming", "old")]
    [InlineData("db db.outgoing", "new")]
    [InlineData("db.unkept-00000000000001 db.incoming", "new")]
    [InlineData("db.unkept-00000000000001", "old")]
    public async Task A_server_that_died_amid_an_exchange_has_one_database_or_the_other(string folders, string expected)
    {
        using var data = new TestFolder();
        foreach (var folder in folders.Split(' '))
        {
            // The outgoing one is the old one, the incoming one the new one, and in the place itself is whichever the others are not.
            var content = folder is "db.outgoing" or "db.unkept-00000000000001" || (folder == "db" && folders.Contains("incoming", StringComparison.Ordinal)) ? "old" : "new";
            await MakeAsync(data.Path, folder, content);
        }

        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["data_path"] = data.Path);

        (await host.ValueAsync("SELECT x FROM t")).Should().Be(expected);
        Directory.GetDirectories(Path.Combine(data.Path, "databases")).Where(folder => !folder.Contains("unkept", StringComparison.Ordinal)).Should().ContainSingle();
    }

    private static async Task MakeAsync(string data, string folder, string content)
    {
        await using var host = await QueryingHost.StartAsync();
        await host.ValueAsync($"CREATE TABLE t (x); INSERT INTO t VALUES ('{content}'); SELECT 1");
        var path = Path.Combine(data, "databases", folder);
        Directory.CreateDirectory(path);
        await File.WriteAllBytesAsync(Path.Combine(path, "database.sqlite"), await host.BytesAsync());
    }
}
