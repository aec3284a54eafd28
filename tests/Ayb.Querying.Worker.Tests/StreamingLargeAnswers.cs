using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

public sealed class StreamingLargeAnswers : WorkerScenario
{
    private const string Million = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 1000000) SELECT x, x * 2 FROM c";
    private const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c";
    private const string Silent = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";

    [Fact]
    public async Task There_are_never_more_chunks_than_were_granted()
    {
        var query = await Worker.SendQueryAsync(Million);
        var granted = Frame.InitialCredit;
        for (var taken = 0; ; taken++)
        {
            var received = await query.NextAsync();
            received.Payload.Length.Should().BeLessThanOrEqualTo(Frame.MaxToHost);
            if (received.IsLast)
            {
                received.Frame.Type.Should().Be(FrameType.Chunk);
                break;
            }

            if (taken == granted - 1)
            {
                // A whole answer of another request comes through meanwhile, so the chunks that must not come would be here.
                (await Worker.QueryAsync("SELECT 1")).Value.Should().Be("1");
                query.Chunks.Should().Be(granted);
                await query.GrantAsync(3);
                granted += 3;
            }
        }

        query.Chunks.Should().BeGreaterThan(100);
    }

    [Fact]
    public async Task A_million_rows_come_whole()
    {
        var rows = (await Worker.QueryAsync(Million)).Rows;

        rows.Should().HaveCount(1_000_000);
        rows[^1].Should().Equal("1000000", "2000000");
    }

    [Theory]
    [InlineData(Endless)]
    [InlineData(Silent)]
    public async Task Cancelling_stops_a_statement_that_runs(string sql)
    {
        var query = await Worker.SendQueryAsync(sql);
        if (sql == Endless)
        {
            await query.NextAsync();
        }

        await query.CancelAsync();

        (await query.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
        (await Worker.QueryAsync("SELECT 1")).Value.Should().Be("1");
    }

    [Fact]
    public async Task Cancelling_stops_a_statement_that_waits_for_credit()
    {
        var query = await Worker.SendQueryAsync(Endless);
        for (var chunk = 0; chunk < Frame.InitialCredit; chunk++)
        {
            await query.NextAsync();
        }

        await query.CancelAsync();

        (await query.NextAsync()).Frame.Detail.Should().Be((ushort)FailureCode.Cancelled);
    }

    [Fact]
    public async Task Cancelling_stops_what_waits_for_its_turn()
    {
        var running = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Worker.SendQueryAsync(Silent)));

        foreach (var query in running.Reverse())
        {
            await query.CancelAsync();
        }

        foreach (var query in running)
        {
            (await query.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
        }
    }

    [Fact]
    public async Task Cancelling_a_write_leaves_nothing_of_it()
    {
        await RunAsync("CREATE TABLE t(a)");
        var query = await Worker.SendQueryAsync($"INSERT INTO t {Endless}");

        await query.CancelAsync();

        (await query.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("0");
    }

    [Fact]
    public async Task A_small_query_passes_one_that_waits_for_its_client()
    {
        var stalled = await Worker.SendQueryAsync(Endless);
        for (var chunk = 0; chunk < Frame.InitialCredit; chunk++)
        {
            await stalled.NextAsync();
        }

        await RunAsync("CREATE TABLE t(a); INSERT INTO t VALUES(1)");
        (await Worker.QueryAsync("SELECT a FROM t")).Value.Should().Be("1");

        await stalled.GrantAsync(1);
        (await stalled.NextAsync()).Frame.Type.Should().Be(FrameType.Chunk, "it has waited all the time");
        await stalled.CancelAsync();
    }

    [Fact]
    public async Task Answers_that_interleave_are_each_whole()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Worker.QueryAsync(
            $"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 40000) SELECT x, {number} FROM c")));

        for (var number = 0; number < answers.Length; number++)
        {
            var rows = answers[number].Rows;
            rows.Should().HaveCount(40_000);
            rows.Should().OnlyContain(row => row[1] == number.ToString());
        }
    }

    [Fact]
    public async Task A_read_that_fails_midway_breaks_off_with_a_failure()
    {
        var query = await Worker.SendQueryAsync($"{Million} UNION ALL SELECT abs(-9223372036854775808), 0");

        var answer = await query.FinishAsync();

        answer.Failure.Should().Be(FailureCode.Sql);
        answer.Bytes.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_write_that_fails_midway_has_sent_nothing()
    {
        await RunAsync("CREATE TABLE t(a CHECK(a < 100000))");

        var answer = await Worker.QueryAsync($"INSERT INTO t SELECT x FROM ({Million}) RETURNING a");

        answer.Failure.Should().Be(FailureCode.Sql);
        answer.Bytes.Should().BeEmpty();
        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("0");
    }

    [Fact]
    public async Task A_write_returns_much_while_others_write()
    {
        await RunAsync("CREATE TABLE t(a)");
        var large = await Worker.SendQueryAsync($"INSERT INTO t SELECT x FROM ({Million.Replace(", x * 2", "")}) RETURNING a");
        await large.NextAsync();

        await RunAsync("INSERT INTO t VALUES(0)");

        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("1000001");
        (await large.FinishAsync()).Failure.Should().BeNull();
    }

    [Fact]
    public async Task A_write_that_returns_too_much_is_rolled_back()
    {
        await RunAsync("CREATE TABLE t(a)");

        var answer = await Worker.QueryAsync("INSERT INTO t SELECT zeroblob(1000000) FROM (VALUES(1), (2), (3), (4), (5), (6), (7)) RETURNING a");

        answer.Failure.Should().Be(FailureCode.ResultTooLarge);
        answer.Bytes.Should().BeEmpty();
        answer.Message.Should().Contain("32 MiB");
        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("0");
    }
}
