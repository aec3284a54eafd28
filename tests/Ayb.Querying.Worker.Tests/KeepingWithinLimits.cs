using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>Each limit that an operator sets holds, says its name, and leaves the database usable.</summary>
public sealed class KeepingWithinLimits : IDisposable
{
    private const string Silent = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";
    private const string Blobs = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 2000) SELECT randomblob(1000) FROM c";

    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData(Silent)]
    [InlineData("CREATE TABLE t AS " + Silent)]
    public async Task Time(string sql)
    {
        await using var worker = await StartAsync(new WorkerLimits { QueryTime = TimeSpan.FromSeconds(3) });

        var answer = await worker.QueryAsync(sql);

        (answer.Failure, answer.Message).Should().Be((FailureCode.Timeout, "The query ran longer than 3 seconds (limits.query_time)."));
        (await worker.QueryAsync("SELECT count(*) FROM sqlite_schema")).Value.Should().Be("0");
    }

    [Fact]
    public async Task Memory()
    {
        await using var worker = await StartAsync(new WorkerLimits { HeapBytes = 16 << 20 });

        var answer = await worker.QueryAsync("SELECT length(hex(zeroblob(20000000)))");

        answer.Failure.Should().Be(FailureCode.Memory);
        answer.Message.Should().Contain("16 MiB").And.Contain("limits.heap_bytes");
        (await worker.QueryAsync("SELECT length(zeroblob(1000000))")).Value.Should().Be("1000000");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_answer_of_a_read(bool mayWrite)
    {
        await using var worker = await StartAsync(new WorkerLimits { ResultBytes = 256 << 10 });

        var answer = await worker.QueryAsync("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c", mayWrite);

        answer.Failure.Should().Be(FailureCode.ResultTooLarge);
        answer.Message.Should().Contain("256 KiB").And.Contain("limits.result_bytes");
        answer.Bytes.Length.Should().BeLessThanOrEqualTo(256 << 10);
        (await worker.QueryAsync("SELECT printf('%.*c', 250000, 'x')")).Value.Should().HaveLength(250_000);
    }

    [Fact]
    public async Task The_answer_of_a_write_and_nothing_of_it_is_kept()
    {
        await using var worker = await StartAsync(new WorkerLimits { ResultBytes = 64 << 10 });
        await worker.RunAsync("CREATE TABLE t(a)");

        var answer = await worker.QueryAsync($"INSERT INTO t {Blobs} RETURNING hex(a)");

        answer.Failure.Should().Be(FailureCode.ResultTooLarge);
        answer.Message.Should().Contain("64 KiB").And.Contain("limits.result_bytes");
        (await worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("0");
    }

    [Fact]
    public async Task The_size_of_the_database()
    {
        await using var worker = await StartAsync(new WorkerLimits { DatabaseBytes = 1 << 20 });
        await worker.RunAsync("CREATE TABLE t(a)");
        await worker.RunAsync("INSERT INTO t VALUES(zeroblob(500000))");

        var answer = await worker.QueryAsync($"INSERT INTO t {Blobs}");

        answer.Failure.Should().Be(FailureCode.DatabaseFull);
        answer.Message.Should().Contain("1 MiB").And.Contain("limits.database_bytes");
        (await worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("1");

        (await worker.QueryAsync("DELETE FROM t")).Failure.Should().BeNull();
        (await worker.QueryAsync("INSERT INTO t VALUES(zeroblob(900000))")).Failure.Should().BeNull();
        (await worker.QueryAsync("PRAGMA integrity_check")).Value.Should().Be("ok");
    }

    [Fact]
    public async Task The_size_of_a_database_that_is_larger_already()
    {
        await using (var unlimited = await StartAsync(new WorkerLimits()))
        {
            (await unlimited.QueryAsync($"CREATE TABLE t AS {Blobs}")).Failure.Should().BeNull();
            (await unlimited.QueryAsync("UPDATE t SET rowid = rowid + 10000")).Failure.Should().BeNull();
        }

        await using var worker = await StartAsync(new WorkerLimits { DatabaseBytes = 1 << 20 });

        (await worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("2000");
        (await worker.QueryAsync($"INSERT INTO t {Blobs}")).Failure.Should().Be(FailureCode.DatabaseFull);
        (await worker.QueryAsync("DELETE FROM t WHERE rowid % 2")).Failure.Should().BeNull();
        (await worker.QueryAsync("VACUUM")).Failure.Should().BeNull();
    }

    [Fact]
    public async Task A_write_past_what_the_kernel_lets_a_file_have_does_not_end_the_process()
    {
        await using var worker = await StartAsync(new WorkerLimits { DatabaseBytes = 1 << 20 });
        await worker.RunAsync("CREATE TABLE t(a); INSERT INTO t VALUES(zeroblob(900000))");

        // As long as somebody reads what the log began with, it cannot begin anew.
        var reader = await worker.SendQueryAsync("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM t, c");
        await reader.NextAsync();
        var answer = await worker.QueryAsync("UPDATE t SET a = randomblob(900000)");
        for (var writes = 1; writes < 200 && answer.Failure is null; writes++)
        {
            answer = await worker.QueryAsync("UPDATE t SET a = randomblob(900000)");
        }

        (answer.Failure, answer.Message).Should().Be((FailureCode.DatabaseFull, "The database's log is full, as long as somebody reads what it began with (limits.database_bytes). What was not committed was rolled back; try again in a moment."));
        await reader.CancelAsync();
        (await reader.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
        (await worker.QueryAsync("UPDATE t SET a = randomblob(900000)")).Failure.Should().BeNull();
        (await worker.QueryAsync("PRAGMA integrity_check")).Value.Should().Be("ok");
    }

    [Fact]
    public async Task Small_writes_to_a_log_that_is_full_do_not_end_the_process()
    {
        await using var worker = await StartAsync(new WorkerLimits { DatabaseBytes = 1 << 20 });
        await worker.RunAsync("CREATE TABLE t(a); INSERT INTO t VALUES(zeroblob(900000)); CREATE TABLE small(n); INSERT INTO small VALUES(0)");
        var reader = await worker.SendQueryAsync("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM t, c");
        await reader.NextAsync();
        for (var full = false; !full;)
        {
            full = (await worker.QueryAsync("UPDATE t SET a = randomblob(900000)")).Failure is not null;
        }

        var refused = new List<Answer>();
        for (var writes = 0; refused.Count < 5; writes++)
        {
            writes.Should().BeLessThan(1000);
            var answer = await worker.QueryAsync("UPDATE small SET n = n + 1");
            if (answer.Failure is not null)
            {
                refused.Add(answer);
            }
        }

        refused.Should().AllSatisfy(answer => answer.Failure.Should().Be(FailureCode.DatabaseFull));
        await reader.CancelAsync();
        (await reader.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
        (await worker.QueryAsync("UPDATE small SET n = n + 1")).Failure.Should().BeNull();
    }

    [Fact]
    public async Task The_length_of_a_statement()
    {
        await using var worker = await StartAsync(new WorkerLimits { StatementBytes = 2000 });

        (await worker.QueryAsync($"SELECT '{new string('x', 1985)}'")).Failure.Should().BeNull();
        var answer = await worker.QueryAsync($"SELECT '{new string('x', 2000)}'");

        answer.Failure.Should().Be(FailureCode.Sql);
        answer.Message.Should().Contain("2000 bytes").And.Contain("limits.statement_bytes");
    }

    [Fact]
    public void They_fit_into_one_argument()
    {
        var limits = new WorkerLimits
        {
            QueryTime = TimeSpan.FromMilliseconds(1),
            ResultBytes = 2,
            HeapBytes = 3L << 40,
            DatabaseBytes = 4,
            StatementBytes = 5,
            ConcurrentQueries = 6,
            Sessions = 7,
            SessionIdle = TimeSpan.FromSeconds(8),
            SessionTime = TimeSpan.FromDays(9),
            SessionTimeContended = TimeSpan.FromHours(10),
            ImportTime = TimeSpan.FromSeconds(77),
        };

        WorkerLimits.TryParse(limits.ToArgument(), out var parsed).Should().BeTrue();
        parsed.Should().Be(limits);
        typeof(WorkerLimits).GetProperties().Where(property => property.CanWrite)
            .Should().OnlyContain(property => !Equals(property.GetValue(parsed), property.GetValue(new WorkerLimits())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("query_time=1")]
    [InlineData("query_time=1,result_bytes=1,heap_bytes=1,database_bytes=1,statement_bytes=1,concurrent_queries=1,sessions=1,session_idle=1,session_time=1,session_time=1,import_time=1")]
    [InlineData("query_time=-1,result_bytes=1,heap_bytes=1,database_bytes=1,statement_bytes=1,concurrent_queries=1,sessions=1,session_idle=1,session_time=1,session_time_contended=1,import_time=1")]
    public void What_another_version_would_write_is_refused(string argument) => WorkerLimits.TryParse(argument, out _).Should().BeFalse();

    public void Dispose() => _folder.Dispose();

    private Task<WorkerUnderTest> StartAsync(WorkerLimits limits) => WorkerUnderTest.StartAsync(_folder.Path, limits);
}
