using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

/// <summary>Writes that wait for the same commit have nothing else to do with each other.</summary>
public sealed class SharingACommit : WorkerScenario
{
    private const int Members = 50;
    private const int PageBytes = 4096;

    // Runs until it is cancelled.
    private const string Blocker =
        "INSERT INTO t WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c WHERE x < 0";

    [Fact]
    public async Task What_waits_is_committed_together()
    {
        await RunAsync("CREATE TABLE t(a)");
        var before = WalBytes();

        var answers = await TogetherAsync([.. Enumerable.Range(0, Members).Select(member => $"INSERT INTO t VALUES({member})")]);

        answers.Should().OnlyContain(answer => answer.Failure == null);
        (await Worker.QueryAsync("SELECT count(DISTINCT a) FROM t")).Value.Should().Be($"{Members}");
        (WalBytes() - before).Should().BeLessThan(Members / 2 * PageBytes, "each commit of its own would have written its page anew");
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES(1), (1)", "UNIQUE constraint failed: t.a")]
    [InlineData("INSERT INTO t VALUES(1000); nonsense", "near \"nonsense\": syntax error")]
    [InlineData("INSERT INTO t VALUES(1000); SELECT * FROM missing", "no such table: missing")]
    [InlineData("INSERT INTO child VALUES(1000)", "FOREIGN KEY constraint failed")]
    [InlineData("INSERT OR ROLLBACK INTO t VALUES(2000), (2000)", "UNIQUE constraint failed: t.a")]
    [InlineData("INSERT INTO t VALUES(1000); COMMIT", "cannot commit or roll back - no transaction is active")]
    [InlineData("INSERT INTO t VALUES(1000); RELEASE member", "no such savepoint: member")]
    [InlineData("INSERT INTO t VALUES(1000); ROLLBACK TO member", "no such savepoint: member")]
    [InlineData("ROLLBACK", "cannot rollback - no transaction is active")]
    public async Task One_that_fails_fails_alone(string sql, string message)
    {
        await RunAsync(
            "CREATE TABLE t(a UNIQUE); CREATE TABLE parent(id INTEGER PRIMARY KEY);"
            + "CREATE TABLE child(id REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");

        var answers = await TogetherAsync("INSERT INTO t VALUES(11)", "INSERT INTO t VALUES(12)", sql, "INSERT INTO t VALUES(13)");

        answers[2].Message.Should().Be(message);
        answers.Should().ContainSingle(answer => answer.Failure != null);
        (await Worker.QueryAsync("SELECT group_concat(a) FROM (SELECT a FROM t ORDER BY a)")).Value.Should().Be("11,12,13");
        (await Worker.QueryAsync("SELECT count(*) FROM child")).Value.Should().Be("0");
    }

    [Theory]
    [InlineData("BEGIN; INSERT INTO t VALUES(99); COMMIT")]
    [InlineData("SAVEPOINT a; INSERT INTO t VALUES(98); ROLLBACK TO a; INSERT INTO t VALUES(99); RELEASE a")]
    [InlineData("CREATE TEMP TABLE own(a); INSERT INTO own VALUES(99); INSERT INTO t SELECT a FROM own")]
    [InlineData("PRAGMA foreign_keys = 0; INSERT INTO t VALUES(99)")]
    [InlineData("INSERT INTO t VALUES(99) RETURNING a")]
    [InlineData("CREATE TABLE other(a); INSERT INTO other VALUES(99); INSERT INTO t SELECT a FROM other")]
    public async Task What_cannot_share_runs_all_the_same(string sql)
    {
        await RunAsync("CREATE TABLE t(a)");

        var answers = await TogetherAsync("INSERT INTO t VALUES(11)", sql, "INSERT INTO t VALUES(12)", "VACUUM", "INSERT INTO t VALUES(13)");

        answers.Should().OnlyContain(answer => answer.Failure == null);
        (await Worker.QueryAsync("SELECT group_concat(a) FROM (SELECT a FROM t ORDER BY a)")).Value.Should().Be("11,12,13,99");
    }

    [Theory]
    [InlineData("CREATE VIRTUAL TABLE temp.t USING fts5(a)")]
    [InlineData("CREATE TEMP TABLE t(a)")]
    [InlineData("PRAGMA recursive_triggers = 1")]
    public async Task What_one_changes_for_itself_the_others_do_not_see(string sql)
    {
        await RunAsync(
            "CREATE TABLE t(a); CREATE TABLE seen(a); CREATE TABLE words(a); INSERT INTO words VALUES('A');"
            + "CREATE TRIGGER again AFTER INSERT ON words WHEN new.a < 3 BEGIN INSERT INTO words VALUES(new.a + 1); END");

        var answers = await TogetherAsync(
            sql, "INSERT INTO t VALUES(1)", "INSERT INTO seen SELECT count(*) FROM words WHERE a LIKE 'a'", "INSERT INTO words VALUES(1)");
        await RunAsync("INSERT INTO t VALUES(2)");

        answers.Should().OnlyContain(answer => answer.Failure == null);
        (await Worker.QueryAsync("SELECT group_concat(a) FROM t")).Value.Should().Be("1,2");
        (await Worker.QueryAsync("SELECT a FROM seen")).Value.Should().Be("1");
        (await Worker.QueryAsync("SELECT count(*) FROM words")).Value.Should().Be("3", "a trigger does not start itself");
    }

    [Fact]
    public async Task Each_is_told_what_it_wrote()
    {
        await RunAsync("CREATE TABLE t(a)");

        var answers = await TogetherAsync([.. Enumerable.Range(0, Members).Select(member => $"INSERT INTO t VALUES({member}) RETURNING a")]);

        answers.Select(answer => answer.Value).Should().Equal(Enumerable.Range(0, Members).Select(member => $"{member}"));
    }

    [Fact]
    public async Task One_that_nobody_waits_for_does_not_take_the_others_with_it()
    {
        await RunAsync("CREATE TABLE t(a)");
        var blocker = await BlockAsync();
        var first = await Worker.SendQueryAsync("INSERT INTO t VALUES(1)");
        var endless = await Worker.SendQueryAsync(Blocker);
        var last = await Worker.SendQueryAsync("INSERT INTO t VALUES(2)");
        await ReadersAreIdleAsync();

        await blocker.CancelAsync();
        await blocker.FinishAsync();
        await endless.CancelAsync();

        (await endless.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
        (await first.FinishAsync()).Failure.Should().BeNull();
        (await last.FinishAsync()).Failure.Should().BeNull();
        (await Worker.QueryAsync("SELECT sum(a) FROM t")).Value.Should().Be("3");
    }

    [Fact]
    public async Task A_large_read_that_begins_like_a_write_is_streamed()
    {
        const string beginning = "/* the same client's comment */";
        await RunAsync($"{beginning} CREATE TABLE t(a)");

        var answer = await Worker.QueryAsync(
            $"{beginning} WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 40) SELECT hex(zeroblob(500000)) FROM c");

        answer.Failure.Should().BeNull();
        answer.Rows.Should().HaveCount(40);
    }

    [Fact]
    public async Task A_read_that_begins_like_a_write_is_answered_all_the_same()
    {
        await RunAsync("CREATE TABLE t(a)");
        const string beginning = "WITH numbers(a) AS (VALUES (1), (2))";
        await RunAsync($"{beginning} INSERT INTO t SELECT a FROM numbers");

        (await Worker.QueryAsync($"{beginning} SELECT sum(a) FROM numbers")).Value.Should().Be("3");
        (await Worker.QueryAsync($"{beginning} SELECT sum(a) FROM numbers", mayWrite: false)).Value.Should().Be("3");
        (await Worker.QueryAsync($"{beginning} INSERT INTO t SELECT a FROM numbers", mayWrite: false)).Failure.Should().Be(FailureCode.ReadOnly);
    }

    /// <summary>Has all of them wait for the writer before the first of them runs.</summary>
    private async Task<Answer[]> TogetherAsync(params string[] requests)
    {
        var blocker = await BlockAsync();
        var sent = new List<SentQuery>();
        foreach (var sql in requests)
        {
            sent.Add(await Worker.SendQueryAsync(sql));
        }

        await ReadersAreIdleAsync();
        await blocker.CancelAsync();
        (await blocker.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
        return await Task.WhenAll(sent.Select(query => query.FinishAsync()));
    }

    /// <summary>Keeps the writer busy until it is cancelled.</summary>
    private async Task<SentQuery> BlockAsync()
    {
        var blocker = await Worker.SendQueryAsync(Blocker);
        await ReadersAreIdleAsync();
        return blocker;
    }

    /// <summary>Readers take requests in order: once they have answered these, they have passed on what came before.</summary>
    private async Task ReadersAreIdleAsync()
    {
        for (var turn = 0; turn < 16; turn++)
        {
            await Worker.QueryAsync("SELECT 1");
        }
    }

    private long WalBytes() => new FileInfo(Path.Combine(Worker.Folder, "database.sqlite-wal")).Length;
}
