using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

public sealed class CopyingTheDatabase : WorkerScenario
{
    private const string Name = "copy-1";

    private string Copy => Path.Combine(Folder, Name);

    [Fact]
    public async Task An_index_that_its_tenant_has_not_kept_up_is_no_damage()
    {
        await RunAsync("CREATE TABLE c (a); INSERT INTO c VALUES ('hello'); CREATE VIRTUAL TABLE behind USING fts4(a, content='c'); CREATE VIRTUAL TABLE dangling USING fts4(a, content='gone')");

        (await Worker.CopyAsync("copy-1", isForOthers: false)).Message.Should().BeEmpty();
        (await Worker.CopyAsync("copy-2", isForOthers: true)).Message.Should().BeEmpty();
    }

    [Fact]
    public async Task A_copy_is_a_database_that_stands_alone()
    {
        await RunAsync("CREATE TABLE t (x); INSERT INTO t VALUES (1), ('two'), (3.5), (NULL), (x'00ff')");

        (await CopyAsync()).Failure.Should().BeNull();

        Directory.GetFiles(Folder, $"{Name}*").Should().Equal(Copy);
        (await ReadCopyAsync("SELECT group_concat(quote(x)) FROM t")).Should().Be("1,'two',3.5,NULL,X'00FF'");
    }

    [Fact]
    public async Task An_empty_database_has_a_copy()
    {
        (await CopyAsync()).Failure.Should().BeNull();

        (await ReadCopyAsync("SELECT count(*) FROM sqlite_schema")).Should().Be("0");
    }

    [Theory]
    [InlineData("CREATE TABLE t (id INTEGER PRIMARY KEY, x); CREATE VIRTUAL TABLE f USING fts4 (content='t', x); INSERT INTO t VALUES (1, 'hello')")]
    [InlineData("CREATE TABLE t (id INTEGER PRIMARY KEY, x); CREATE VIRTUAL TABLE f USING fts5 (x, content='t', content_rowid='id'); INSERT INTO t VALUES (1, 'hello')")]
    public async Task A_search_index_that_does_not_agree_with_its_table_is_copied_as_it_is(string sql)
    {
        await RunAsync(sql);

        (await CopyAsync()).Failure.Should().BeNull();

        (await ReadCopyAsync("SELECT count(*) FROM sqlite_schema WHERE name = 'f'")).Should().Be("1");
    }

    [Fact]
    public async Task Two_copies_of_the_same_state_are_the_same_bytes()
    {
        await RunAsync("CREATE TABLE t (x); INSERT INTO t VALUES (1)");
        await CopyAsync();
        var first = await File.ReadAllBytesAsync(Copy);

        await CopyAsync();

        (await File.ReadAllBytesAsync(Copy)).Should().Equal(first);
        await RunAsync("UPDATE t SET x = 2");
        await CopyAsync();
        (await File.ReadAllBytesAsync(Copy)).Should().NotEqual(first);
    }

    [Fact]
    public async Task Rowids_that_nobody_has_named_stay_what_they_are()
    {
        await RunAsync("CREATE TABLE t (x); INSERT INTO t VALUES ('a'), ('b'), ('c'), ('d'); DELETE FROM t WHERE x IN ('a', 'c')");

        await CopyAsync();

        (await ReadCopyAsync("SELECT group_concat(rowid || x) FROM t")).Should().Be("2b,4d");
    }

    [Fact]
    public async Task A_copy_is_of_one_moment_while_others_write()
    {
        await RunAsync("CREATE TABLE a (n); CREATE TABLE filler (x); CREATE TABLE b (n); INSERT INTO a VALUES (0); INSERT INTO b VALUES (0)");
        await RunAsync("WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 5000) INSERT INTO filler SELECT randomblob(4000) FROM r");
        using var enough = new CancellationTokenSource();
        var writes = 0;
        var writing = WriteUntilAsync();

        var copying = CopyAsync();
        (await copying).Failure.Should().BeNull();

        await enough.CancelAsync();
        await writing;
        writes.Should().BePositive();
        (await ReadCopyAsync("SELECT (SELECT n FROM a) = (SELECT n FROM b)")).Should().Be("1");
        (await Worker.QueryAsync("SELECT n FROM b")).Value.Should().Be($"{writes}");

        async Task WriteUntilAsync()
        {
            while (!enough.IsCancellationRequested)
            {
                await RunAsync("UPDATE a SET n = n + 1; UPDATE b SET n = n + 1");
                writes++;
            }
        }
    }

    [Fact]
    public async Task What_somebody_left_under_the_name_is_overwritten()
    {
        await File.WriteAllTextAsync(Copy, "half a copy of a server that was killed");

        (await CopyAsync()).Failure.Should().BeNull();

        (await ReadCopyAsync("PRAGMA integrity_check")).Should().Be("ok");
    }

    [Theory]
    [InlineData(FrameMarks.None)]
    [InlineData(FrameMarks.ForOthers)]
    public async Task A_copy_that_nobody_waits_for_any_more_is_gone_however_much_of_it_there_was(FrameMarks marks)
    {
        using var folder = new TestFolder();
        SlowIndex.Make(folder.Path);
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path);
        var copying = await worker.SendAsync(FrameType.Copy, Name, marks);
        SlowIndex.WaitForCheck(Path.Combine(folder.Path, Name));

        await copying.CancelAsync();

        (await copying.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
        Directory.GetFiles(folder.Path, $"{Name}*").Should().BeEmpty();
        (await worker.QueryAsync("SELECT count(*) FROM t NOT INDEXED")).Value.Should().Be(SlowIndex.Rows);
    }

    [Fact]
    public async Task A_check_that_nobody_waits_for_any_more_ends()
    {
        using var folder = new TestFolder();
        SlowIndex.Make(folder.Path);
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path);
        var check = await worker.SendAsync(FrameType.Check, "");
        (await worker.QueryAsync("SELECT 1")).Value.Should().Be("1", "others are served meanwhile");

        await check.CancelAsync();

        (await check.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
        (await worker.QueryAsync("SELECT count(*) FROM t NOT INDEXED")).Value.Should().Be(SlowIndex.Rows);
    }

    [Fact]
    public async Task A_damaged_database_has_no_copy_and_fails_its_check()
    {
        using var folder = new TestFolder();
        MakeDamaged(folder.Path);
        await using var damaged = await WorkerUnderTest.StartAsync(folder.Path);

        var copied = await CopyAsync(damaged);
        var check = await CheckAsync(damaged);

        copied.Failure.Should().Be(FailureCode.CheckFailed);
        copied.Message.Should().Be("The database fails SQLite's integrity check: row 2 missing from index i.");
        (check.Failure, check.Message).Should().Be((copied.Failure, copied.Message));
        File.Exists(Path.Combine(damaged.Folder, Name)).Should().BeFalse();
        (await damaged.QueryAsync("SELECT count(*) FROM t NOT INDEXED")).Value.Should().Be("2");
    }

    [Fact]
    public async Task A_sound_database_passes_its_check()
    {
        using var folder = new TestFolder();
        ForeignFile.Make(folder.Path, "CREATE TABLE t (x CHECK (x > 0)); PRAGMA ignore_check_constraints = ON; INSERT INTO t VALUES (-1)");
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path);

        (await CheckAsync(worker)).Failure.Should().BeNull("a value that a constraint forbids is in a row, and the file is sound");
    }

    [Theory]
    [InlineData("")]
    [InlineData("../copy")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("Copy")]
    public async Task A_host_that_asks_for_a_strange_name_is_none(string name)
    {
        var copy = Worker.NewQuery();
        await Worker.SendAsync(new Frame(name.Length, copy.Id, FrameType.Copy, FrameMarks.None, 0), Encoding.ASCII.GetBytes(name));

        await Worker.EndedAsync();
        Worker.Process.ExitCode.Should().Be(1);
    }

    private Task<Answer> CopyAsync() => CopyAsync(Worker);

    private static Task<Answer> CopyAsync(WorkerUnderTest worker) => worker.CopyAsync(Name, isForOthers: false);

    private static Task<Answer> CheckAsync(WorkerUnderTest worker) => worker.AskAsync(FrameType.Check, "");

    private async Task<string?> ReadCopyAsync(string sql)
    {
        using var folder = new TestFolder();
        File.Copy(Copy, ForeignFile.In(folder.Path));
        await using var reader = await WorkerUnderTest.StartAsync(folder.Path);
        return (await reader.QueryAsync(sql)).Value;
    }

    /// <summary>With an index that lacks an entry, which SQLite notices only where it looks.</summary>
    private static void MakeDamaged(string folder)
    {
        ForeignFile.Make(folder, "CREATE TABLE t (x); CREATE INDEX i ON t (x); INSERT INTO t VALUES (1), (2)");
        ForeignFile.Make(folder, "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'i'");
        ForeignFile.Make(folder, "INSERT INTO t VALUES (3); DELETE FROM t WHERE x = 1");
        ForeignFile.Make(
            folder, "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('index', 'i', 't', 3, 'CREATE INDEX i ON t (x)')");
    }
}
