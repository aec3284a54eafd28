using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>SQL that reaches for what is not its caller's.</summary>
public sealed class TryingHostileSql : WorkerScenario
{
    [Theory]
    [InlineData("ATTACH '/etc/passwd' AS other")]
    [InlineData("ATTACH '{other}' AS other")]
    [InlineData("ATTACH '' AS other")]
    [InlineData("ATTACH ':memory:' AS other")]
    [InlineData("ATTACH 'file:{other}?mode=ro' AS other")]
    [InlineData("SELECT 1; ATTACH '{other}' AS other; SELECT * FROM other.secrets")]
    [InlineData("DETACH main")]
    [InlineData("VACUUM INTO '{other}.copy'")]
    [InlineData("VACUUM INTO '{folder}/copy'")]
    [InlineData("SELECT load_extension('/usr/lib/x86_64-linux-gnu/libm.so.6')")]
    [InlineData("SELECT readfile('/etc/passwd')")]
    [InlineData("SELECT writefile('{folder}/new', 'x')")]
    [InlineData("SELECT edit('x')")]
    [InlineData("SELECT fts3_tokenizer('simple', x'4141414141414141')")]
    [InlineData("CREATE VIRTUAL TABLE z USING zipfile('/etc/passwd')")]
    [InlineData("CREATE VIRTUAL TABLE z USING csv(filename='/etc/passwd')")]
    [InlineData("CREATE VIRTUAL TABLE z USING fsdir")]
    [InlineData("PRAGMA database_list")]
    [InlineData("SELECT * FROM pragma_database_list")]
    [InlineData("PRAGMA temp_store_directory = '/tmp'")]
    [InlineData("PRAGMA data_store_directory = '/tmp'")]
    [InlineData("PRAGMA temp_store = 1")]
    [InlineData("PRAGMA writable_schema = 1")]
    [InlineData("PRAGMA WRITABLE_SCHEMA = reset")]
    [InlineData("PRAGMA main.writable_schema(1)")]
    [InlineData("PRAGMA journal_mode = off")]
    [InlineData("PRAGMA journal_mode = delete")]
    [InlineData("PRAGMA synchronous = 0")]
    [InlineData("PRAGMA wal_checkpoint(truncate)")]
    [InlineData("PRAGMA wal_autocheckpoint = 0")]
    [InlineData("PRAGMA locking_mode = exclusive")]
    [InlineData("PRAGMA trusted_schema = 1")]
    [InlineData("PRAGMA mmap_size = 1000000000")]
    [InlineData("PRAGMA cache_size = -1000000")]
    [InlineData("PRAGMA soft_heap_limit = 1")]
    [InlineData("PRAGMA hard_heap_limit = 1")]
    [InlineData("PRAGMA busy_timeout = 0")]
    [InlineData("PRAGMA threads = 8")]
    [InlineData("PRAGMA query_only = 1")]
    [InlineData("PRAGMA ignore_check_constraints = 1")]
    [InlineData("PRAGMA legacy_alter_table = 1")]
    [InlineData("PRAGMA cell_size_check = 0")]
    [InlineData("PRAGMA encoding = 'UTF-16'")]
    [InlineData("PRAGMA schema_version = 1")]
    [InlineData("PRAGMA shrink_memory")]
    [InlineData("PRAGMA unknown_to_everybody = 1")]
    [InlineData("UPDATE sqlite_schema SET sql = 'x'")]
    [InlineData("DELETE FROM sqlite_schema")]
    [InlineData("INSERT INTO sqlite_master VALUES('table','x','x',2,'x')")]
    [InlineData("CREATE TABLE sqlite_mine(a)")]
    [InlineData("DROP TABLE sqlite_schema")]
    [InlineData("UPDATE sqlite_dbpage SET data = zeroblob(4096)")]
    [InlineData("SELECT * FROM sqlite_dbpage")]
    [InlineData("SELECT * FROM sqlite_stmt")]
    [InlineData("SELECT * FROM sqlite_memstat")]
    [InlineData("SELECT * FROM bytecode('SELECT 1')")]
    [InlineData("EXPLAIN ATTACH '{other}' AS other")]
    [InlineData("EXPLAIN PRAGMA writable_schema = 1")]
    [InlineData("EXPLAIN SELECT * FROM pragma_temp_store_directory('/tmp')")]
    [InlineData("SELECT * FROM pragma_writable_schema")]
    [InlineData("SELECT * FROM pragma_database_list, sqlite_schema")]
    [InlineData("CREATE VIEW v AS SELECT * FROM pragma_database_list; SELECT * FROM v")]
    [InlineData("SELECT eval('ATTACH ''{other}'' AS other')")]
    [InlineData("SELECT * FROM generate_series(1, 9)")]
    [InlineData("SELECT sqlite_filename()")]
    [InlineData("SELECT getenv('HOME')")]
    [InlineData("SELECT system('id')")]
    [InlineData("CREATE TABLE t2(a REFERENCES t, b AS (fts3_tokenizer('simple'))); INSERT INTO t2(a) VALUES(1); SELECT b FROM t2")]
    public async Task It_is_refused_and_nothing_changes(string sql)
    {
        using var other = new TestFolder();
        var file = Path.Combine(other.Path, "database.sqlite");
        await File.WriteAllTextAsync(file, "theirs");
        await RunAsync("CREATE TABLE t(a); INSERT INTO t VALUES(1)");
        var before = await StateAsync();

        var answer = await Worker.QueryAsync(sql.Replace("{other}", file).Replace("{folder}", Folder));

        answer.Failure.Should().Be(FailureCode.Sql);
        answer.Message.Should().NotBeEmpty();
        (await StateAsync()).Should().Equal(before);
        (await File.ReadAllTextAsync(file)).Should().Be("theirs");
        Directory.GetFiles(other.Path).Should().Equal(file);
        Worker.Process.HasExited.Should().BeFalse();
    }

    [Theory]
    [InlineData("SELECT cast(zeroblob(60000000) || x'ff' AS TEXT) AS t")]
    [InlineData("CREATE TABLE r(a); CREATE TRIGGER x BEFORE INSERT ON r BEGIN SELECT raise(abort, cast(zeroblob(60000000) || x'ff' AS TEXT)); END; INSERT INTO r VALUES(1)")]
    [InlineData("SELECT group_concat(hex(zeroblob(30000000)))")]
    [InlineData("SELECT zeroblob(60000000), zeroblob(60000001), zeroblob(60000002), zeroblob(60000003), zeroblob(60000004)")]
    [InlineData("WITH RECURSIVE c(x) AS (SELECT zeroblob(1000000) UNION ALL SELECT x || zeroblob(1000000) FROM c) SELECT max(x) FROM c")]
    [InlineData("SELECT printf('%.*c', 900000000, 'x')")]
    public async Task What_does_not_fit_into_memory_harms_nobody_else(string sql)
    {
        var greedy = await Worker.SendQueryAsync(sql);
        await greedy.NextAsync();
        await greedy.CancelAsync();

        (await Worker.QueryAsync("SELECT 1")).Value.Should().Be("1");
    }

    [Theory]
    [InlineData("SELECT zeroblob(60000000)")]
    [InlineData("SELECT cast(zeroblob(60000000) AS TEXT)")]
    public async Task A_value_that_cannot_be_held_is_a_failure_and_not_an_empty_value(string sql)
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, new WorkerLimits { HeapBytes = 32 << 20 });

        (await worker.QueryAsync(sql)).Failure.Should().Be(FailureCode.Memory);
    }

    [Fact]
    public async Task More_SQL_than_fits_into_memory_is_refused_while_it_waits()
    {
        const string endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c";
        var stalled = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Worker.SendQueryAsync(endless)));
        var large = "SELECT 1" + new string(' ', 4 * 1024 * 1024 - 8);

        var waiting = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Worker.SendQueryAsync(large)));
        foreach (var query in stalled)
        {
            await query.CancelAsync();
        }

        var answers = await Task.WhenAll(waiting.Select(query => query.FinishAsync()));
        answers.Select(answer => answer.Failure).Distinct().Should().BeEquivalentTo(new FailureCode?[] { null, FailureCode.Memory });
        (await Worker.QueryAsync(large)).Value.Should().Be("1");
    }

    [Fact]
    public async Task No_address_in_memory_is_told() =>
        (await Worker.QueryAsync("SELECT fts3_tokenizer('simple')")).Value.Should().BeNull();

    [Fact]
    public async Task Depth_is_limited()
    {
        (await Worker.QueryAsync($"SELECT {new string('(', 5000)}1{new string(')', 5000)}")).Failure.Should().Be(FailureCode.Sql);
        (await Worker.QueryAsync($"SELECT {string.Concat(Enumerable.Repeat("abs(", 2000))}1{new string(')', 2000)}")).Failure.Should().Be(FailureCode.Sql);
        (await Worker.QueryAsync("SELECT 1")).Value.Should().Be("1");
    }

    private async Task<string[]> StateAsync()
    {
        var state = new List<string>();
        foreach (var question in new[]
        {
            "SELECT group_concat(type || name || sql) FROM sqlite_schema", "SELECT count(*) FROM t", "PRAGMA journal_mode",
            "PRAGMA synchronous", "PRAGMA trusted_schema", "PRAGMA cache_size", "PRAGMA encoding", "PRAGMA integrity_check",
        })
        {
            state.Add((await Worker.QueryAsync(question)).Value!);
        }

        return [.. state, .. Directory.GetFiles(Folder).Order()];
    }

    [Theory]
    [InlineData("LIKE", "%a")]
    [InlineData("GLOB", "*a")]
    public async Task A_pattern_of_wildcards_does_not_use_up_the_stack(string comparison, string piece)
    {
        var answer = await Worker.QueryAsync(
            $"SELECT replace(hex(zeroblob(30000)), '00', 'a') {comparison} replace(hex(zeroblob(24000)), '00', '{piece}')", mayWrite: false);

        answer.Message.Should().Be("LIKE or GLOB pattern too complex");
        (await Worker.QueryAsync("SELECT 1")).Value.Should().Be("1");
    }

    [Fact]
    public async Task Many_large_answers_to_writes_do_not_use_up_the_memory()
    {
        await RunAsync("CREATE TABLE large(a)");
        const string large =
            "INSERT INTO large WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 30) SELECT zeroblob(500000) FROM c RETURNING hex(a)";

        var sent = new List<SentQuery>();
        for (var query = 0; query < 6; query++)
        {
            sent.Add(await Worker.SendQueryAsync(large));
        }

        var answers = new List<Answer>();
        foreach (var query in sent)
        {
            answers.Add(await query.FinishAsync());
        }

        answers.Should().Contain(answer => answer.Failure == null).And.OnlyContain(answer => answer.Failure == null || answer.Failure == FailureCode.Memory);
        (await Worker.QueryAsync("SELECT count(*) FROM large")).Value.Should().Be($"{30 * answers.Count(answer => answer.Failure is null)}");
    }
}
