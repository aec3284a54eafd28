using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

/// <summary>Versions that were made to do harm, and comparisons without end.</summary>
public sealed class ComparingHostileVersions
{
    private const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c";
    private const string Rows = "CREATE TABLE t (k INTEGER PRIMARY KEY, x); INSERT INTO t VALUES (1, 'a')";

    [Theory]
    [InlineData($"CREATE VIEW v AS {Endless}")]
    [InlineData($"CREATE TRIGGER g AFTER UPDATE ON t BEGIN SELECT ({Endless}); END")]
    [InlineData("ALTER TABLE t ADD COLUMN g AS (hex(zeroblob(500000000)))")]
    [InlineData("CREATE INDEX i ON t (x) WHERE hex(zeroblob(40000000)) = x")]
    [InlineData("CREATE VIEW a AS SELECT * FROM b; CREATE VIEW b AS SELECT * FROM a")]
    [InlineData("PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('table', 'z', 'z', 0, 'CREATE VIRTUAL TABLE z USING evil(1)')")]
    [InlineData("CREATE VIRTUAL TABLE f USING fts5 (a); INSERT INTO f VALUES ('a'); UPDATE f_data SET block = randomblob(1000); UPDATE f_config SET v = 'x'")]
    [InlineData("ANALYZE; INSERT INTO sqlite_stat1 VALUES ('t', NULL, '-5 x unordered')")]
    public async Task What_lies_in_wait_does_not_run(string trap)
    {
        await using var versions = await TwoVersions.MadeElsewhereAsync($"{Rows}; {trap}", $"{Rows}; UPDATE t SET x = 'b'; {trap}");

        var answer = await versions.DiffAsync(DiffFormat.Text);

        answer.Message.Should().BeEmpty();
        Encoding.UTF8.GetString(answer.Bytes).Should().Contain("""
            t  +0 ~1 -0
            ~ {"k":1,"x":"a"} → {"x":"b"}
            """);
    }

    [Fact]
    public async Task A_comparison_ends_when_nobody_waits_for_it()
    {
        const string many = "CREATE TABLE t (k, x, PRIMARY KEY (k, x)); WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 40000) INSERT INTO t SELECT 1, i FROM r";
        await using var versions = await TwoVersions.MadeElsewhereAsync($"{many}; UPDATE t SET x = -x", many);
        var asked = await versions.SendAsync(DiffFormat.Sql);
        await asked.NextAsync();

        await asked.CancelAsync();

        (await asked.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
        (await versions.Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("40000");
    }

    [Fact]
    public async Task A_comparison_ends_in_time()
    {
        const string many = "CREATE TABLE t (x); WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 200000) INSERT INTO t SELECT i FROM r";
        await using var versions = await TwoVersions.MadeElsewhereAsync(many, $"{many}; UPDATE t SET x = -x", new WorkerLimits { ImportTime = TimeSpan.FromMilliseconds(1) });

        var answer = await versions.DiffAsync(DiffFormat.Json);

        answer.Failure.Should().Be(FailureCode.Timeout);
        answer.Message.Should().Be("The comparison ran longer than 0.001 seconds (limits.import_time).");
    }

    [Fact]
    public async Task Rows_that_do_not_fit_into_memory_are_an_error_that_says_so()
    {
        const string large = "CREATE TABLE t (k INTEGER PRIMARY KEY, x); INSERT INTO t VALUES (1, zeroblob(12000000))";
        await using var versions = await TwoVersions.MadeElsewhereAsync(large, $"{large}; UPDATE t SET x = CAST(x || 'y' AS BLOB)", new WorkerLimits { HeapBytes = 16 << 20 });

        var answer = await versions.DiffAsync(DiffFormat.Json);

        answer.Failure.Should().Be(FailureCode.Memory);
        answer.Message.Should().Be("The comparison needs more memory than there is: 16 MiB (limits.heap_bytes).");
    }

    [Fact]
    public async Task Rows_as_large_as_they_get_are_streamed()
    {
        const string large = "CREATE TABLE t (k INTEGER PRIMARY KEY, x); INSERT INTO t VALUES (1, randomblob(20000000))";
        await using var versions = await TwoVersions.MadeElsewhereAsync(large, large);

        var answer = await versions.DiffAsync(DiffFormat.Sql);

        answer.Message.Should().BeEmpty();
        answer.Bytes.Length.Should().BeInRange(40_000_000, 41_000_000);
    }

    [Fact]
    public async Task A_damaged_version_is_an_error_that_says_so()
    {
        await using var versions = await TwoVersions.MadeElsewhereAsync(Rows, Rows);
        await File.WriteAllTextAsync(Path.Combine(versions.Worker.Folder, "from.sqlite"), "This is no database, however long one reads in it.".PadRight(4096));

        var answer = await versions.DiffAsync(DiffFormat.Json);

        answer.Failure.Should().Be(FailureCode.CheckFailed);
        answer.Message.Should().Be("One of the two versions is damaged: file is not a database.");
    }

    [Fact]
    public async Task Versions_in_different_encodings_are_an_error_that_says_so()
    {
        await using var versions = await TwoVersions.MadeElsewhereAsync(Rows, $"PRAGMA encoding = 'UTF-16le'; {Rows}");

        var answer = await versions.DiffAsync(DiffFormat.Json);

        answer.Failure.Should().Be(FailureCode.Sql);
        answer.Message.Should().Be("The two versions can't be compared: attached databases must use the same text encoding as main database.");
    }

    [Fact]
    public async Task A_table_with_more_columns_than_can_be_compared_is_rebuilt()
    {
        var wide = $"CREATE TABLE t (k INTEGER PRIMARY KEY, {string.Join(", ", Enumerable.Range(0, 1999).Select(number => $"c{number}"))}); INSERT INTO t (k) VALUES (1)";
        await using var versions = await TwoVersions.MadeElsewhereAsync(wide, $"{wide}; UPDATE t SET c7 = 1");
        await using var same = await TwoVersions.MadeElsewhereAsync(wide, wide);

        Encoding.UTF8.GetString((await versions.DiffAsync(DiffFormat.Text)).Bytes).Should().Be("t  rebuilt (rows before: 1, after: 1)\n");
        Encoding.UTF8.GetString((await same.DiffAsync(DiffFormat.Text)).Bytes).Should().Be("Nothing differs.\n");
    }

    [Fact]
    public async Task As_many_columns_as_can_be_compared_are()
    {
        var columns = Enumerable.Range(0, 900).Select(number => $"c{number}").ToList();
        var wide = $"CREATE TABLE t ({string.Join(", ", columns)}, PRIMARY KEY ({string.Join(", ", columns.Take(100))})) WITHOUT ROWID; INSERT INTO t VALUES ({string.Join(", ", Enumerable.Range(0, 900))})";
        await using var versions = await TwoVersions.MadeElsewhereAsync(wide, $"{wide}; UPDATE t SET c777 = 1");

        var answer = await versions.DiffAsync(DiffFormat.Text);

        answer.Message.Should().BeEmpty();
        Encoding.UTF8.GetString(answer.Bytes).Should().StartWith("t  +0 ~1 -0\n").And.EndWith("} → {\"c777\":1}\n");
    }

    [Fact]
    public async Task A_host_that_asks_for_a_strange_form_is_none()
    {
        await using var versions = await TwoVersions.MadeElsewhereAsync(Rows, Rows);

        await versions.SendAsync((DiffFormat)9);

        await versions.Worker.EndedAsync();
        versions.Worker.Process.ExitCode.Should().Be(1);
    }
}
