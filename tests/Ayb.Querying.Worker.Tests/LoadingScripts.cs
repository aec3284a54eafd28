using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>Scripts that somebody has sent: a script makes a database, and does no more than a query may.</summary>
public sealed class LoadingScripts : WorkerScenario
{
    private const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c";

    [Fact]
    public async Task A_dump_of_SQLites_shell_makes_a_database()
    {
        (await Worker.ScriptAsync("""
            PRAGMA foreign_keys=OFF;
            BEGIN TRANSACTION;
            CREATE TABLE p(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
            INSERT INTO p VALUES(1,'a;b');
            INSERT INTO p VALUES(7,'it''s');
            CREATE TABLE c(p REFERENCES p);
            INSERT INTO c VALUES(99);
            DELETE FROM sqlite_sequence;
            INSERT INTO sqlite_sequence VALUES('p',7);
            CREATE INDEX i ON p(name);
            CREATE TRIGGER g AFTER INSERT ON p BEGIN INSERT INTO c VALUES(new.id); SELECT CASE WHEN 1 THEN 2 END; END;
            COMMIT;

            """)).Failure.Should().BeNull();

        (await Worker.CheckAsync("made")).Rows().Should().Be(new LoadedRows(2, 3));
        (await ReadAsync("INSERT INTO p (name) VALUES ('c'); SELECT group_concat(p, ',') FROM c")).Should().Be("99,8");
    }

    [Theory]
    [InlineData("CREATE TABLE t(x); INSERT INTO t VALUES(1)")]
    [InlineData("\uFEFFCREATE TABLE t(x);\r\nINSERT INTO t VALUES(1);\r\n")]
    [InlineData("-- ;\nCREATE TABLE t(x); /* ; ' */ INSERT INTO t VALUES(1); -- the end")]
    [InlineData("CREATE TABLE t(x);;; INSERT INTO t VALUES(1);\n/* never closed")]
    [InlineData("CREATE TABLE t(x); BEGIN; INSERT INTO t VALUES(2); ROLLBACK; INSERT INTO t VALUES(1);")]
    [InlineData("CREATE TABLE t(x); SAVEPOINT s; INSERT INTO t VALUES(2); ROLLBACK TO s; RELEASE s; INSERT INTO t VALUES(1);")]
    [InlineData("CREATE TABLE t(x); BEGIN; INSERT INTO t VALUES(1); END;")]
    [InlineData("SELECT 1; CREATE TABLE t(x); INSERT INTO t VALUES(1); SELECT * FROM t;")]
    [InlineData("EXPLAIN QUERY PLAN SELECT 1; CREATE TABLE t(x); INSERT INTO t VALUES(1);")]
    [InlineData("CREATE TEMP TABLE s(x); INSERT INTO s VALUES(1); CREATE TABLE t AS SELECT x FROM s;")]
    public async Task However_it_is_written(string script)
    {
        var answer = await Worker.ScriptAsync(script);

        answer.Failure.Should().BeNull(answer.Message);
        (await ReadAsync("SELECT group_concat(x) FROM t")).Should().Be("1");
    }

    [Fact]
    public async Task A_script_is_read_through_a_window()
    {
        var script = new StringBuilder("CREATE TABLE t(x);\n");
        for (var row = 0; row < 200; row++)
        {
            script.Append(null, $"INSERT INTO t VALUES('{new string(';', row * 500)}');\n");
        }

        (await Worker.ScriptAsync(script.ToString())).Failure.Should().BeNull();
        (await ReadAsync("SELECT count(*) || ' ' || sum(length(x)) FROM t")).Should().Be("200 9950000");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-- nothing\n")]
    [InlineData("SELECT 1;")]
    public async Task A_script_that_makes_nothing_makes_an_empty_database(string script)
    {
        (await Worker.ScriptAsync(script)).Message.Should().BeEmpty();

        (await Worker.CheckAsync("made")).Rows().Should().Be(new LoadedRows(0, 0));
    }

    [Theory]
    [InlineData("CREATE TABLE t(x);\nINSERT INTO t VALUES(1);\nINSERT INTO nowhere VALUES(1);\n", "Line 3: no such table: nowhere")]
    [InlineData("CREATE TABLE t(x);\nCREATE TABLE u(x", "Line 2: incomplete input")]
    [InlineData("ATTACH '/etc/passwd' AS p;", "Line 1: not authorized*")]
    [InlineData("ATTACH 'database.sqlite' AS p;", "Line 1: not authorized*")]
    [InlineData("PRAGMA writable_schema=ON;", "Line 1: not authorized*best imported as a SQLite file*")]
    [InlineData("PRAGMA journal_mode=DELETE;", "Line 1: not authorized*")]
    [InlineData("PRAGMA temp_store_directory='/tmp';", "Line 1: not authorized*")]
    [InlineData("VACUUM INTO 'other';", "Line 1: *")]
    [InlineData("SELECT load_extension('/tmp/x');", "Line 1: no such function: load_extension")]
    [InlineData("SELECT writefile('/tmp/x', 'y');", "Line 1: no such function: writefile")]
    [InlineData("INSERT INTO sqlite_schema VALUES('table','t','t',2,'CREATE TABLE t(x)');", "Line 1: table sqlite_master may not be modified")]
    [InlineData(".read /etc/passwd\n", "Line 1: near \".\": syntax error")]
    [InlineData("BEGIN; CREATE TABLE t(x);", "Line 1: *left a transaction open*")]
    [InlineData("COMMIT;", "Line 1: cannot commit*")]
    [InlineData("CREATE TABLE t(x);\nINSERT INTO t VALUES('a\0b');", "Line 2: The SQL holds a NUL character.")]
    public async Task What_fails_is_named_by_its_line_and_leaves_nothing(string script, string message)
    {
        var answer = await Worker.ScriptAsync(script);

        answer.Failure.Should().Be(FailureCode.NotLoaded);
        answer.Message.Should().Match(message);
        Directory.GetFiles(Folder, "made*").Should().BeEmpty();
        (await Worker.QueryAsync("SELECT count(*) FROM sqlite_schema")).Value.Should().Be("0");
    }

    [Theory]
    [InlineData($"{Endless};")]
    [InlineData("CREATE TABLE t(x); CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO t SELECT x FROM t; END; PRAGMA recursive_triggers=ON; INSERT INTO t SELECT 1 FROM (" + Endless + ");")]
    public async Task A_script_without_end_is_ended(string script)
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, new WorkerLimits { ImportTime = TimeSpan.FromMilliseconds(500) });

        var answer = await worker.ScriptAsync(script);

        (answer.Failure, answer.Message).Should().Be((FailureCode.Timeout, "The import ran longer than 0.5 seconds (limits.import_time). Nothing of it was kept."));
        Directory.GetFiles(folder.Path, "made*").Should().BeEmpty();
    }

    [Fact]
    public async Task A_gigantic_statement_is_refused_and_a_large_one_is_not()
    {
        var large = await Worker.ScriptAsync($"CREATE TABLE t(x); INSERT INTO t VALUES('{new string('x', 9 << 20)}');");
        large.Failure.Should().BeNull(large.Message);

        var gigantic = await Worker.ScriptAsync($"CREATE TABLE t(x);\n\nINSERT INTO t VALUES('{new string('x', 17 << 20)}');");

        (gigantic.Failure, gigantic.Message).Should().Be((FailureCode.NotLoaded, "Line 3: a statement is longer than 16 MiB. Import the SQLite file itself, or write long values in pieces."));
    }

    [Fact]
    public async Task A_script_that_makes_too_much_is_ended()
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, new WorkerLimits { DatabaseBytes = 1 << 20 });

        var answer = await worker.ScriptAsync("CREATE TABLE t(x); WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) INSERT INTO t SELECT randomblob(1000) FROM r;");

        answer.Failure.Should().Be(FailureCode.DatabaseFull);
        Directory.GetFiles(folder.Path, "made*").Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("database.sqlite")]
    public async Task A_host_that_asks_for_a_strange_name_is_none(string name)
    {
        var load = Worker.NewQuery();
        var payload = Encoding.ASCII.GetBytes($"sent\0{name}");
        await Worker.SendAsync(new Frame(payload.Length, load.Id, FrameType.Load, FrameMarks.None, (ushort)LoadMode.Script), payload);

        await Worker.EndedAsync();
        Worker.Process.ExitCode.Should().Be(1);
    }

    private async Task<string?> ReadAsync(string sql)
    {
        using var folder = new TestFolder();
        await using var reader = await Worker.ServeAsync("made", folder.Path);
        return (await reader.QueryAsync(sql)).Value;
    }
}
