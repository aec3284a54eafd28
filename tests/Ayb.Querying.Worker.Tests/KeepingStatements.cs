using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

/// <summary>A text that comes again stays compiled; nobody may notice.</summary>
public sealed class KeepingStatements : WorkerScenario
{
    private const int OftenEnough = 16;

    [Fact]
    public async Task The_schema_may_change_in_between()
    {
        await RunAsync("CREATE TABLE t(a); INSERT INTO t VALUES(1)");
        await RepeatAsync("SELECT * FROM t", answer => answer.Fields.Should().Equal("a"));

        await RunAsync("ALTER TABLE t ADD COLUMN b DEFAULT 2");
        await RepeatAsync("SELECT * FROM t", answer => answer.Rows.Should().ContainSingle().Which.Should().Equal("1", "2"));

        await RunAsync("DROP TABLE t");
        await RepeatAsync("SELECT * FROM t", answer => answer.Message.Should().Be("no such table: t"));
    }

    [Fact]
    public async Task The_latest_rows_are_read()
    {
        await RunAsync("CREATE TABLE t(a)");
        for (var rows = 1; rows <= OftenEnough; rows++)
        {
            await RunAsync("INSERT INTO t VALUES(1)");
            (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be($"{rows}");
        }
    }

    [Fact]
    public async Task What_one_caller_may_write_another_still_may_not()
    {
        await RunAsync("CREATE TABLE t(a)");
        await RepeatAsync("INSERT INTO t VALUES(1)", answer => answer.Failure.Should().BeNull());

        (await Worker.QueryAsync("INSERT INTO t VALUES(1)", mayWrite: false)).Failure.Should().Be(FailureCode.ReadOnly);
        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be($"{OftenEnough}");
    }

    [Fact]
    public async Task One_that_fails_midway_can_be_run_again()
    {
        await RunAsync("CREATE TABLE t(a CHECK (a < 10)); CREATE TABLE source(a)");
        await RepeatAsync("INSERT INTO t SELECT a FROM source", answer => answer.Failure.Should().BeNull());
        await RunAsync("INSERT INTO source VALUES(1), (10)");
        await RepeatAsync("INSERT INTO t SELECT a FROM source", answer => answer.Message.Should().StartWith("CHECK constraint failed"));
        await RunAsync("DELETE FROM source WHERE a = 10");

        (await Worker.QueryAsync("INSERT INTO t SELECT a FROM source")).Failure.Should().BeNull();

        (await Worker.QueryAsync("SELECT sum(a) FROM t")).Value.Should().Be("1");
    }

    [Fact]
    public async Task More_texts_than_are_kept_are_answered_too()
    {
        for (var round = 0; round < 3; round++)
        {
            for (var text = 0; text < 200; text++)
            {
                (await Worker.QueryAsync($"SELECT {text}")).Value.Should().Be($"{text}");
            }
        }
    }

    private async Task RepeatAsync(string sql, Action<Answer> check)
    {
        for (var time = 0; time < OftenEnough; time++)
        {
            check(await Worker.QueryAsync(sql));
        }
    }
}
