using System.Security.Cryptography;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>SQLite files that somebody has sent.</summary>
public sealed class CheckingSentFiles : WorkerScenario
{
    private const string Smuggle = "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES";

    private string Sent => Path.Combine(Folder, "sent");

    [Theory]
    [InlineData("CREATE TABLE t (x); INSERT INTO t VALUES (1), (2); CREATE TABLE u (x)", 2, 2)]
    [InlineData("PRAGMA user_version = 1", 0, 0)]
    [InlineData("PRAGMA page_size = 512; PRAGMA auto_vacuum = FULL; CREATE TABLE t (x); INSERT INTO t VALUES (1)", 1, 1)]
    [InlineData("PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (x); INSERT INTO t VALUES ('é')", 1, 1)]
    [InlineData("PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1)", 1, 1)]
    [InlineData("CREATE VIRTUAL TABLE f USING fts5(x); INSERT INTO f VALUES ('a'), ('b'); CREATE VIRTUAL TABLE r USING rtree(i, a, b); INSERT INTO r VALUES (1, 2, 3)", 2, 3)]
    [InlineData("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t VALUES (1); ANALYZE", 1, 1)]
    [InlineData("CREATE TABLE t (x); CREATE VIEW v AS SELECT * FROM gone; CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO gone VALUES (1); END", 1, 0)]
    [InlineData("CREATE TABLE t (x CHECK (x > 0)); PRAGMA ignore_check_constraints = ON; INSERT INTO t VALUES (-1)", 1, 1)]
    [InlineData("CREATE VIRTUAL TABLE f USING fts4(x, content=''); INSERT INTO f (docid, x) VALUES (1, 'a')", 1, 0)]
    [InlineData("CREATE VIRTUAL TABLE f USING fts5(x, content='gone'); CREATE VIRTUAL TABLE v USING fts5vocab(gone, row)", 2, 0)]
    [InlineData("CREATE TABLE t (x); INSERT INTO t VALUES ('a'); CREATE VIRTUAL TABLE f USING fts4(x, content='t')", 2, 1)]
    public async Task A_sound_file_is_counted(string sql, int tables, int rows)
    {
        Make(sql);

        var answer = await Worker.CheckAsync("sent");

        answer.Failure.Should().BeNull(answer.Message);
        answer.Rows().Should().Be(new LoadedRows(tables, rows));
        using var folder = new TestFolder();
        await using var served = await Worker.ServeAsync("sent", folder.Path);
        (await served.QueryAsync("CREATE TABLE mine (x); INSERT INTO mine VALUES (1); SELECT x FROM mine")).Value.Should().Be("1");
    }

    [Theory]
    [InlineData($"{Smuggle}('table', 'z', 'z', 0, 'CREATE VIRTUAL TABLE z USING evil(1)')", "*no such module: evil.")]
    [InlineData("CREATE VIEW v AS SELECT writefile('/tmp/x', 'y')", "*no such function: writefile.")]
    [InlineData("CREATE VIEW v AS SELECT fts3_tokenizer('simple')", "*unsafe use of fts3_tokenizer().")]
    [InlineData("CREATE VIEW v AS SELECT * FROM pragma_database_list", "*unsafe use of virtual table \"pragma_database_list\".")]
    [InlineData("CREATE TABLE t (x); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT fts3_tokenizer('simple'); END", "*unsafe use of fts3_tokenizer().")]
    [InlineData("CREATE TABLE t (x); CREATE TRIGGER g AFTER DELETE ON t BEGIN SELECT readfile('/etc/passwd'); END", "*no such function: readfile.")]
    [InlineData("CREATE TABLE t (x); CREATE TRIGGER g BEFORE UPDATE ON t BEGIN SELECT edit('x'); END", "*no such function: edit.")]
    [InlineData("CREATE TABLE t (x COLLATE nocase PRIMARY KEY); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'nocase', 'weird')", "*no such collation sequence: weird.")]
    [InlineData("CREATE TABLE t (x); CREATE INDEX i ON t (abs(x)); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'abs', 'evil')", "unknown function: evil().")]
    [InlineData($"CREATE TABLE t (x); {Smuggle}('table', 'u', 'u', 2, 'CREATE TABLE u (x)')", "*")]
    public async Task A_file_that_needs_what_is_not_here_or_wants_more_than_a_tenant_may_is_refused(string sql, string message)
    {
        Make(sql);

        var answer = await Worker.CheckAsync("sent");

        answer.Failure.Should().Be(FailureCode.NotLoaded);
        answer.Message.Should().Match("The file can't be a database here: " + message);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("garbage")]
    [InlineData("text")]
    [InlineData("truncated")]
    [InlineData("damaged")]
    [InlineData("a header alone")]
    public async Task A_file_that_is_no_database_is_refused(string what)
    {
        Make("CREATE TABLE t (x); WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 1000) INSERT INTO t SELECT randomblob(100) FROM r");
        var bytes = await File.ReadAllBytesAsync(Sent);
        await File.WriteAllBytesAsync(Sent, what switch
        {
            "nothing" => [],
            "garbage" => RandomNumberGenerator.GetBytes(10_000),
            "text" => "CREATE TABLE t (x); -- this is long enough for a header of SQLite's, which has a hundred bytes"u8.ToArray(),
            "truncated" => bytes[..(4096 * 5)],
            "damaged" => [.. bytes[..(4096 * 5)], .. new byte[4096], .. bytes[(4096 * 6)..]],
            _ => bytes[..100],
        });

        var answer = await Worker.CheckAsync("sent");

        answer.Failure.Should().Be(FailureCode.NotLoaded, answer.ToString());
        (await Worker.QueryAsync("SELECT 1")).Value.Should().Be("1", "the worker's own database is sound");
    }

    [Fact]
    public async Task An_index_that_takes_for_ever_is_not_waited_for()
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, new WorkerLimits { ImportTime = TimeSpan.FromMilliseconds(500) });
        using var other = new TestFolder();
        SlowIndex.Make(other.Path);
        File.Move(ForeignFile.In(other.Path), Path.Combine(folder.Path, "sent"));

        (await worker.CheckAsync("sent")).Failure.Should().Be(FailureCode.Timeout);
    }

    [Fact]
    public async Task A_check_that_nobody_waits_for_ends_and_leaves_the_file_to_who_sent_it()
    {
        using var folder = new TestFolder();
        SlowIndex.Make(folder.Path);
        File.Move(ForeignFile.In(folder.Path), Sent);
        var check = await Worker.SendAsync(FrameType.Check, "sent");
        SlowIndex.WaitForCheck(Sent);

        await check.CancelAsync();

        (await check.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
        Directory.GetFiles(Folder, "sent*").Should().Equal(Sent);
        File.Delete(Sent);
        Make("CREATE TABLE t (x); INSERT INTO t VALUES (1)");
        (await Worker.CheckAsync("sent")).Rows().Should().Be(new LoadedRows(1, 1), "the next one is checked as if nothing had been");
    }

    [Fact]
    public async Task A_step_that_takes_for_ever_is_not_waited_for()
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, new WorkerLimits { ImportTime = TimeSpan.FromMilliseconds(500) });
        using var other = new TestFolder();
        ForeignFile.Make(other.Path, "CREATE TABLE t (x); INSERT INTO t VALUES (1); CREATE INDEX i ON t (x + 0)");
        ForeignFile.Make(other.Path, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX i ON t (x + instr(zeroblob(8000000), CAST(zeroblob(4000000) || ''y'' AS BLOB)))' WHERE name = 'i'");
        File.Move(ForeignFile.In(other.Path), Path.Combine(folder.Path, "sent"));

        var answer = await worker.CheckAsync("sent");

        answer.Failure.Should().Be(FailureCode.Timeout);
        answer.Message.Should().Be("The import ran longer than 0.5 seconds (limits.import_time). Nothing of it was kept.");
        await worker.EndedAsync();
    }

    private void Make(string sql)
    {
        using var folder = new TestFolder();
        ForeignFile.Make(folder.Path, sql);
        File.Move(ForeignFile.In(folder.Path), Sent);
    }
}
