using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>SQL that does not come to its end, or not before its caller has gone grey.</summary>
public sealed class RunningWithoutEnd
{
    private const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)";
    private const string TooLong = "The query ran longer than 1 seconds (limits.query_time).";
    private const string OneStep = "A single step of the query ran longer than 1 seconds (limits.query_time)*";

    /// <summary>A text of a million times the same letter.</summary>
    private const string Million = "replace(hex(zeroblob(500000)), '0', 'a')";

    private static readonly WorkerLimits OneSecond = new() { QueryTime = TimeSpan.FromSeconds(1) };

    [Theory]
    [InlineData($"{Endless} SELECT count(*) FROM c")]
    [InlineData($"{Endless} SELECT x FROM c ORDER BY x LIMIT 1 OFFSET 1000000000")]
    [InlineData($"{Endless} SELECT sum(length(randomblob(2000000 + x))) FROM c")]
    [InlineData($"{Endless} SELECT length(group_concat('', '')) FROM c")]
    [InlineData($"{Endless} SELECT length(json_group_array(1)) FROM c")]
    [InlineData($"{Endless} SELECT count(*) FROM c, json_each('[1,2,3,4,5,6,7,8,9]')")]
    [InlineData($"{Endless} SELECT printf('%d', x) FROM c WHERE x < 0")]
    [InlineData($"{Endless} SELECT max(x LIKE '%9%9%9%') FROM c")]
    [InlineData($"EXPLAIN SELECT 1; {Endless} SELECT count(*) FROM c")]
    [InlineData($"SELECT (SELECT max(y) FROM ({Endless} SELECT x AS y FROM c))")]
    [InlineData($"CREATE VIEW v AS {Endless} SELECT x FROM c; SELECT count(*) FROM v")]
    [InlineData($"CREATE TABLE t(a); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT count(*) FROM ({Endless} SELECT x FROM c); END; INSERT INTO t VALUES(1)")]
    [InlineData($"CREATE TABLE t(a); INSERT INTO t VALUES(1); UPDATE t SET a = ({Endless} SELECT count(*) FROM c)")]
    [InlineData($"CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO f {Endless} SELECT 'a' FROM c")]
    [InlineData($"CREATE TABLE t(a); CREATE INDEX i ON t(a); INSERT INTO t {Endless} SELECT x FROM c")]
    public async Task It_is_interrupted_and_leaves_nothing(string sql)
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, OneSecond);

        var answer = await worker.QueryAsync(sql);

        answer.Failure.Should().Be(FailureCode.Timeout);
        answer.Message.Should().Be(TooLong);
        (await worker.QueryPatientlyAsync("SELECT count(*) FROM sqlite_schema")).Value.Should().Be("0");
    }

    [Fact]
    public async Task Sixty_four_tables_may_be_joined_and_then_it_takes_too_long()
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, OneSecond);

        (await worker.QueryAsync(CrossJoin(64))).Message.Should().Be(TooLong);
        (await worker.QueryPatientlyAsync(CrossJoin(65))).Message.Should().Be("at most 64 tables in a join");
        (await worker.QueryPatientlyAsync("SELECT 1")).Value.Should().Be("1");
    }

    [Fact]
    public async Task Statements_that_each_end_at_once_do_not_go_on_together()
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, OneSecond);

        // Each takes a few instructions, and together they take a minute or more.
        var answer = await worker.QueryAsync(string.Concat(Enumerable.Repeat("SELECT length(hex(zeroblob(1000000)));", 100_000)));

        answer.Message.Should().Be(TooLong);
        (await worker.QueryPatientlyAsync("SELECT 1")).Value.Should().Be("1");
    }

    [Fact]
    public async Task A_row_of_many_gigabytes_ends_as_an_answer_does()
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, OneSecond with { ResultBytes = 1L << 40 });
        var values = string.Join(',', Enumerable.Repeat("a", 2_000));

        var row = await worker.SendQueryAsync($"WITH t(a) AS MATERIALIZED (SELECT hex(zeroblob(5000000))) SELECT {values} FROM t");
        await row.GrantAsync(ushort.MaxValue);
        var frame = await row.NextAsync();
        while (!frame.IsLast)
        {
            frame = await row.NextAsync();
            await row.GrantAsync(1);
        }

        frame.Frame.Detail.Should().Be((ushort)FailureCode.Timeout);
        (await worker.QueryPatientlyAsync("SELECT 1")).Value.Should().Be("1");
    }

    [Theory]
    [InlineData($"SELECT instr({Million} || {Million}, {Million} || 'b')")]
    [InlineData($"SELECT replace({Million} || {Million}, {Million} || 'b', '')")]
    [InlineData($"SELECT rtrim({Million}, replace(hex(zeroblob(500000)), '0', 'b') || 'a')")]
    [InlineData("SELECT replace(hex(zeroblob(5000000)), '0', 'a') GLOB '*' || replace(hex(zeroblob(400)), '00', '[a-z]') || '[b]'")]
    [InlineData($"CREATE TABLE t(a); INSERT INTO t SELECT instr({Million} || {Million}, {Million} || 'b')")]
    public async Task What_cannot_be_interrupted_ends_with_the_process_and_with_an_answer(string sql)
    {
        using var folder = new TestFolder();
        await using (var worker = await WorkerUnderTest.StartAsync(folder.Path, OneSecond))
        {
            var answer = await worker.QueryAsync(sql);

            answer.Failure.Should().Be(FailureCode.Stuck);
            answer.Message.Should().Match(OneStep);
            await worker.EndedAsync();
        }

        await using var next = await WorkerUnderTest.StartAsync(folder.Path);
        (await next.QueryAsync("PRAGMA integrity_check")).Value.Should().Be("ok");
        (await next.QueryAsync("SELECT count(*) FROM sqlite_schema")).Value.Should().Be("0");
    }

    [Fact]
    public async Task A_straight_line_of_large_values_ends_the_same_way()
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, OneSecond);

        var answer = await worker.QueryAsync($"SELECT {string.Join(',', Enumerable.Range(0, 1_900).Select(number => $"length(randomblob({60_000_000 + number}))"))}");

        answer.Message.Should().Match(OneStep);
        await worker.EndedAsync();
    }

    [Theory]
    [InlineData("SELECT zeroblob(67108865)")]
    [InlineData("SELECT hex(zeroblob(40000000))")]
    [InlineData("SELECT printf('%.*c', 100000000, 'x')")]
    [InlineData("SELECT replace(hex(zeroblob(20000000)), '0', 'xx')")]
    [InlineData($"{Endless} SELECT length(group_concat(hex(zeroblob(1000000)))) FROM (SELECT x FROM c LIMIT 100)")]
    [InlineData("CREATE TABLE t(a); INSERT INTO t VALUES(zeroblob(67108865))")]
    public async Task A_value_of_more_than_64_MiB_is_refused(string sql)
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path);

        (await worker.QueryAsync(sql)).Message.Should().Be("string or blob too big");
    }

    private static string CrossJoin(int tables) =>
        $"SELECT count(*) FROM {string.Join(',', Enumerable.Range(0, tables).Select(table => $"(SELECT 1 UNION SELECT 2) t{table}"))}";
}
