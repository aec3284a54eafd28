using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

/// <summary>Several statements in one request. Table t is there, with the one row 0.</summary>
public sealed class RunningScripts : WorkerScenario, IAsyncLifetime
{
    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await RunAsync("CREATE TABLE t(a INTEGER CHECK(a < 100)); INSERT INTO t VALUES(0)");
    }

    [Theory]
    [InlineData("SELECT 1; SELECT 2", "2")]
    [InlineData("SELECT 1; SELECT 2;", "2")]
    [InlineData("SELECT 1; SELECT 2 ; ; -- the end", "2")]
    [InlineData("SELECT 1; /* one */ ; SELECT 2 /* two */;\n-- three\n/* four */", "2")]
    [InlineData("-- first\nSELECT 2", "2")]
    [InlineData("SELECT 2 /* never closed", "2")]
    [InlineData("INSERT INTO t VALUES(1); SELECT count(*) FROM t", "2")]
    [InlineData("BEGIN; INSERT INTO t VALUES(1); SELECT 1; COMMIT; SELECT count(*) FROM t", "2")]
    [InlineData("SAVEPOINT a; INSERT INTO t VALUES(1); ROLLBACK TO a; INSERT INTO t VALUES(2); RELEASE a; SELECT max(a) FROM t", "2")]
    public async Task The_answer_is_the_last_statements(string sql, string value) =>
        (await Worker.QueryAsync(sql)).Value.Should().Be(value);

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n\f;;; ")]
    [InlineData("-- nothing")]
    [InlineData("/* nothing */ -- at all\n")]
    [InlineData("/* never closed")]
    [InlineData("SELECT 1; INSERT INTO t VALUES(1)")]
    public async Task Without_rows_at_the_end_the_answer_is_empty(string sql) =>
        (await Worker.QueryAsync(sql)).Json.Should().Be("""{"fields":[],"rows":[]}""");

    [Theory]
    [InlineData("INSERT INTO t VALUES(1); INSERT INTO t VALUES(2); INSERT INTO t VALUES(1000)", "CHECK constraint*")]
    [InlineData("INSERT INTO t VALUES(1), (1000)", "CHECK constraint*")]
    [InlineData("INSERT INTO t VALUES(1); SELECT nope", "no such column: nope")]
    [InlineData("INSERT INTO t VALUES(1); nonsense", "*syntax error")]
    [InlineData("INSERT INTO t VALUES(1) trailing garbage", "*syntax error")]
    [InlineData("INSERT INTO t VALUES(1); SELECT 'never closed", "unrecognized token*")]
    [InlineData("DELETE FROM t; DROP TABLE t; ATTACH 'x' AS x", "not authorized")]
    [InlineData("BEGIN; INSERT INTO t VALUES(1); INSERT INTO t VALUES(1000); COMMIT", "CHECK constraint*")]
    [InlineData("BEGIN; INSERT INTO t VALUES(1)", "The request left a transaction open; it was rolled back.*")]
    [InlineData("BEGIN IMMEDIATE; DELETE FROM t", "The request left a transaction open; it was rolled back.*")]
    [InlineData("SAVEPOINT a", "The request left a transaction open; it was rolled back.*")]
    [InlineData("BEGIN", "The request left a transaction open; it was rolled back.*")]
    [InlineData("BEGIN; BEGIN", "cannot start a transaction within a transaction")]
    [InlineData("COMMIT", "cannot commit - no transaction is active")]
    [InlineData("INSERT INTO t VALUES(1); COMMIT", "cannot commit*no transaction is active")]
    [InlineData("INSERT INTO t VALUES(1); END", "cannot commit*no transaction is active")]
    [InlineData("INSERT INTO t VALUES(1); ROLLBACK", "cannot *roll back*no transaction is active")]
    [InlineData("INSERT INTO t VALUES(1); ROLLBACK; INSERT INTO t VALUES(2)", "cannot *roll back*no transaction is active")]
    [InlineData("INSERT INTO t VALUES(1); ROLLBACK TO nowhere", "no such savepoint: nowhere")]
    [InlineData("INSERT INTO t VALUES(1); VACUUM", "cannot VACUUM from within a transaction")]
    [InlineData("INSERT INTO t VALUES(1); SELECT abs(-9223372036854775808)", "integer overflow")]
    public async Task A_script_that_fails_changes_nothing(string sql, string message)
    {
        var answer = await Worker.QueryAsync(sql);

        answer.Failure.Should().Be(FailureCode.Sql);
        answer.Message.Should().Match(message);
        (await Worker.QueryAsync("SELECT group_concat(a) FROM t")).Value.Should().Be("0");
    }

    [Fact]
    public async Task A_begin_midway_takes_over_and_keeps_what_came_before()
    {
        var answer = await Worker.QueryAsync("INSERT INTO t VALUES(1); BEGIN; INSERT INTO t VALUES(2); ROLLBACK; INSERT INTO t VALUES(3)");

        answer.Failure.Should().BeNull();
        (await Worker.QueryAsync("SELECT group_concat(a) FROM t")).Value.Should().Be("0,1,3");
    }

    [Fact]
    public async Task Deferred_constraints_are_checked_at_the_end_of_the_script()
    {
        await RunAsync("CREATE TABLE parent(id INTEGER PRIMARY KEY); CREATE TABLE child(id REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");

        await RunAsync("INSERT INTO child VALUES(1); INSERT INTO parent VALUES(1)");
        var broken = await Worker.QueryAsync("INSERT INTO child VALUES(2); SELECT 1");

        broken.Message.Should().Be("FOREIGN KEY constraint failed");
        (await Worker.QueryAsync("SELECT count(*) FROM child")).Value.Should().Be("1");
    }

    [Theory]
    [InlineData("SELECT 1\0")]
    [InlineData("SELECT 1\0; INSERT INTO t VALUES(1)")]
    [InlineData("INSERT INTO t VALUES(1); \0")]
    [InlineData("INSERT INTO t VALUES(1);\0 SELECT 1")]
    [InlineData("\0")]
    [InlineData("INSERT INTO t VALUES('a\0b')")]
    public async Task A_NUL_ends_the_script_with_a_failure_and_not_the_worker(string sql)
    {
        (await Worker.QueryAsync(sql)).Failure.Should().Be(FailureCode.Sql);

        (await Worker.QueryAsync("SELECT group_concat(a) FROM t")).Value.Should().Be("0");
    }

    [Fact]
    public async Task SQL_that_is_not_UTF_8_fails()
    {
        (await Worker.QueryAsync([0xFF, 0xFE, 0x00, 0x80])).Failure.Should().Be(FailureCode.Sql);
        (await Worker.QueryAsync([.. Encoding.UTF8.GetBytes("SELECT '"), 0xFF, (byte)'\''])).Value.Should().Be("\uFFFD");
    }

    [Fact]
    public async Task A_long_script_runs()
    {
        var sql = string.Concat(Enumerable.Repeat("INSERT INTO t VALUES(1);\n", 20_000));

        (await Worker.QueryAsync(sql + "SELECT count(*) FROM t")).Value.Should().Be("20001");
    }

    [Fact]
    public async Task Explaining_a_transaction_begins_none()
    {
        await RunAsync("CREATE TABLE kept(a)");

        (await Worker.QueryAsync("INSERT INTO kept VALUES(1); EXPLAIN BEGIN; SELECT * FROM missing")).Failure.Should().Be(FailureCode.Sql);

        (await Worker.QueryAsync("SELECT count(*) FROM kept")).Value.Should().Be("0");
    }
}
