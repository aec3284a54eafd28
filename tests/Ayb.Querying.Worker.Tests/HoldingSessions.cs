using System.Text.Json;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

public sealed class HoldingSessions : WorkerScenario
{
    [Fact]
    public async Task What_a_session_wrote_is_there_for_all_after_its_commit_and_for_itself_before()
    {
        await RunAsync("CREATE TABLE t (a)");
        var session = await OpenAsync();

        await Worker.TextAsync("INSERT INTO t VALUES (1)", session: session.Id);
        (await Worker.TextAsync("SELECT count(*) FROM t", session: session.Id)).Value.Should().Be("1");
        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("0");
        (await Worker.EndSessionAsync(session, commit: true)).Failure.Should().BeNull();

        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("1");
        (await Worker.TextAsync("SELECT 1", session: session.Id)).Failure.Should().Be(FailureCode.SessionGone);
    }

    [Fact]
    public async Task A_rollback_leaves_nothing_and_lets_others_write()
    {
        await RunAsync("CREATE TABLE t (a)");
        var session = await OpenAsync();
        await Worker.TextAsync("INSERT INTO t VALUES (1)", session: session.Id);
        var other = await Worker.SendQueryAsync("INSERT INTO t VALUES (2)");

        (await Worker.EndSessionAsync(session, commit: false)).Failure.Should().BeNull();

        (await other.FinishAsync()).Failure.Should().BeNull();
        (await Worker.QueryAsync("SELECT group_concat(a) FROM t")).Value.Should().Be("2");
    }

    [Fact]
    public async Task A_request_that_fails_is_undone_alone()
    {
        await RunAsync("CREATE TABLE t (a UNIQUE)");
        var session = await OpenAsync();

        await Worker.TextAsync("INSERT INTO t VALUES (1)", session: session.Id);
        (await Worker.TextAsync("INSERT INTO t VALUES (2); INSERT INTO t VALUES (1)", session: session.Id)).Failure.Should().Be(FailureCode.Sql);
        (await Worker.JsonAsync("""["INSERT INTO t VALUES (3)", "INSERT INTO t VALUES (4)"]""", session: session.Id)).Failure.Should().BeNull();
        await Worker.EndSessionAsync(session, commit: true);

        (await Worker.QueryAsync("SELECT group_concat(a) FROM t")).Value.Should().Be("1,3,4");
    }

    [Fact]
    public async Task Savepoints_last_from_request_to_request()
    {
        await RunAsync("CREATE TABLE t (a)");
        var session = await OpenAsync();

        foreach (var sql in new[] { "INSERT INTO t VALUES (1)", "SAVEPOINT s", "INSERT INTO t VALUES (2)", "ROLLBACK TO s", "RELEASE s", "INSERT INTO t VALUES (3)" })
        {
            (await Worker.TextAsync(sql, session: session.Id)).Failure.Should().BeNull(sql);
        }

        await Worker.EndSessionAsync(session, commit: true);
        (await Worker.QueryAsync("SELECT group_concat(a) FROM t")).Value.Should().Be("1,3");
    }

    [Theory]
    [InlineData("COMMIT")]
    [InlineData("ROLLBACK")]
    [InlineData("BEGIN")]
    [InlineData("INSERT INTO t VALUES (9); END")]
    public async Task The_transaction_is_not_ended_by_sql(string sql)
    {
        await RunAsync("CREATE TABLE t (a)");
        var session = await OpenAsync();
        await Worker.TextAsync("INSERT INTO t VALUES (1)", session: session.Id);

        var answer = await Worker.TextAsync(sql, session: session.Id);

        answer.Message.Should().Contain("/commit");
        (await Worker.TextAsync("SELECT group_concat(a) FROM t", session: session.Id)).Value.Should().Be("1");
    }

    [Fact]
    public async Task A_statement_that_takes_the_transaction_with_it_ends_the_session()
    {
        await RunAsync("CREATE TABLE t (a UNIQUE ON CONFLICT ROLLBACK)");
        var session = await OpenAsync();
        await Worker.TextAsync("INSERT INTO t VALUES (1)", session: session.Id);

        (await Worker.TextAsync("INSERT INTO t VALUES (1)", session: session.Id)).Failure.Should().Be(FailureCode.Sql);

        (await session.FinishAsync()).Failure.Should().Be(FailureCode.SessionGone);
        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("0");
    }

    [Theory]
    [InlineData("RELEASE s; INSERT INTO t VALUES (3); SELECT abs(-9223372036854775807 - 1)")]
    [InlineData("ROLLBACK TO s; INSERT INTO t VALUES (3); SELECT abs(-9223372036854775807 - 1)")]
    public async Task A_failure_that_cannot_be_undone_alone_takes_the_session_with_it(string sql)
    {
        await RunAsync("CREATE TABLE t (a)");
        var session = await OpenAsync();
        await Worker.TextAsync("SAVEPOINT s", session: session.Id);
        await Worker.TextAsync("INSERT INTO t VALUES (1)", session: session.Id);

        (await Worker.TextAsync(sql, session: session.Id)).Failure.Should().Be(FailureCode.Sql);

        (await session.FinishAsync()).Failure.Should().Be(FailureCode.SessionGone);
        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("0");
    }

    [Fact]
    public async Task Nothing_runs_after_the_transaction_is_lost()
    {
        await RunAsync("CREATE TABLE t (a UNIQUE ON CONFLICT ROLLBACK)");
        var session = await OpenAsync();
        await Worker.TextAsync("INSERT INTO t VALUES (1)", session: session.Id);

        await Worker.JsonAsync(
            """{"statements": ["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)"], "transaction": false}""", session: session.Id);

        (await session.FinishAsync()).Failure.Should().Be(FailureCode.SessionGone);
        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("0", "what followed would have been committed by itself");
    }

    [Fact]
    public async Task Rows_that_could_not_be_returned_are_not_kept()
    {
        var name = new string('n', 600_000);
        await RunAsync("CREATE TABLE t (a)");
        var session = await OpenAsync();

        var answer = await Worker.JsonAsync(
            $$"""{"sql": "INSERT INTO t VALUES (1) RETURNING a AS \"{{name}}1\", a AS \"{{name}}2\"", "rows": "objects"}""", session: session.Id);

        JsonElement.Parse(answer.Json).GetProperty("results")[0].GetProperty("error").GetProperty("message").GetString().Should().Contain("names of the columns");
        await Worker.EndSessionAsync(session, commit: true);
        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("0");
    }

    [Fact]
    public async Task A_commit_that_fails_says_so_and_nothing_is_kept()
    {
        await RunAsync("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p DEFERRABLE INITIALLY DEFERRED)");
        var session = await OpenAsync();
        await Worker.TextAsync("INSERT INTO c VALUES (7)", session: session.Id);

        var end = await Worker.EndSessionAsync(session, commit: true);

        end.Message.Should().Be("FOREIGN KEY constraint failed");
        (await Worker.QueryAsync("SELECT count(*) FROM c")).Value.Should().Be("0");
        await RunAsync("INSERT INTO p VALUES (1)");
    }

    [Fact]
    public async Task A_session_that_reads_sees_one_state_and_hinders_nobody()
    {
        await RunAsync("CREATE TABLE t (a)");
        var session = await OpenAsync(toWrite: false);

        await RunAsync("INSERT INTO t VALUES (1)");

        (await Worker.TextAsync("SELECT count(*) FROM t", session: session.Id)).Value.Should().Be("0");
        (await Worker.TextAsync("INSERT INTO t VALUES (2)", session: session.Id)).Failure.Should().Be(FailureCode.ReadOnly);
        (await Worker.TextAsync("SELECT count(*) FROM t", session: session.Id)).Value.Should().Be("0");
        (await Worker.EndSessionAsync(session, commit: true)).Failure.Should().BeNull();
    }

    [Fact]
    public async Task Settings_and_temporary_tables_end_with_the_session()
    {
        await RunAsync("CREATE TABLE t (a)");
        var session = await OpenAsync();
        await Worker.TextAsync("CREATE TEMP TABLE secret (a); INSERT INTO secret VALUES (7)", session: session.Id);
        (await Worker.TextAsync("SELECT a FROM secret", session: session.Id)).Value.Should().Be("7");
        await Worker.EndSessionAsync(session, commit: true);

        (await Worker.QueryAsync("SELECT a FROM secret")).Failure.Should().Be(FailureCode.Sql);
        (await Worker.QueryAsync("INSERT INTO secret VALUES (8)")).Failure.Should().Be(FailureCode.Sql);
    }

    [Fact]
    public async Task An_idle_session_expires_and_lets_others_write()
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, WorkerUnderTest.Limits with { SessionIdle = TimeSpan.FromSeconds(1) });
        await worker.RunAsync("CREATE TABLE t (a)");
        var session = await OpenAsync(worker);

        // If the machine stalls here, the session has expired before it writes: what is left is the same.
        await worker.TextAsync("INSERT INTO t VALUES (1)", session: session.Id);
        var other = await worker.SendQueryAsync("INSERT INTO t VALUES (2)");

        var end = await session.FinishAsync();

        end.Failure.Should().Be(FailureCode.SessionGone);
        end.Message.Should().Contain("session_idle");
        (await other.FinishAsync()).Failure.Should().BeNull();
        (await worker.QueryAsync("SELECT group_concat(a) FROM t")).Value.Should().Be("2");
    }

    [Fact]
    public async Task Others_who_wait_shorten_a_session_that_never_idles()
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, WorkerUnderTest.Limits with { SessionTimeContended = TimeSpan.FromSeconds(1) });
        await worker.RunAsync("CREATE TABLE t (a)");
        var session = await OpenAsync(worker);
        var other = await worker.SendQueryAsync("INSERT INTO t VALUES (2)");

        Answer last;
        do
        {
            last = await worker.TextAsync("SELECT 1", session: session.Id);
        }
        while (last.Failure is null);

        last.Failure.Should().Be(FailureCode.SessionGone);
        (await session.FinishAsync()).Message.Should().Contain("session_time_contended");
        (await other.FinishAsync()).Failure.Should().BeNull();
    }

    [Fact]
    public async Task A_rollback_interrupts_what_runs()
    {
        var session = await OpenAsync();
        var endless = await Worker.SendQueryAsync(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"u8.ToArray(), FrameMarks.MayWrite, AnswerFormat.Json, session.Id);

        (await Worker.EndSessionAsync(session, commit: false)).Failure.Should().BeNull();

        (await endless.FinishAsync()).Failure.Should().Be(FailureCode.SessionGone);
    }

    [Fact]
    public async Task A_session_that_still_waits_can_be_cancelled()
    {
        var first = await OpenAsync();
        var second = await Worker.OpenSessionAsync();

        await second.CancelAsync();
        await Worker.EndSessionAsync(first, commit: true);

        (await second.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
        await RunAsync("CREATE TABLE t (a)");
    }

    [Fact]
    public async Task Results_in_a_session_are_typed_as_elsewhere()
    {
        var session = await OpenAsync();

        var answer = await Worker.JsonAsync("""[["SELECT ?", 1.5]]""", session: session.Id);

        JsonElement.Parse(answer.Json).GetProperty("results")[0].GetProperty("rows").GetRawText().Should().Be("[[1.5]]");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task The_place_of_a_session_is_free_for_who_hears_of_its_end(bool toWrite, bool commit)
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, WorkerUnderTest.Limits with { Sessions = 1 });
        for (var round = 0; round < 200; round++)
        {
            var session = await worker.OpenSessionAsync(toWrite);
            (await session.NextAsync()).Frame.Type.Should().Be(FrameType.Chunk, "round {0}", round);
            (await worker.EndSessionAsync(session, commit)).Failure.Should().BeNull();
        }
    }

    private Task<SentQuery> OpenAsync(bool toWrite = true) => OpenAsync(Worker, toWrite);

    private static async Task<SentQuery> OpenAsync(WorkerUnderTest worker, bool toWrite = true)
    {
        var session = await worker.OpenSessionAsync(toWrite);
        var opened = await session.NextAsync();
        opened.Frame.Type.Should().Be(FrameType.Chunk);
        opened.IsLast.Should().BeFalse();
        return session;
    }
}
