using System.Text;
using System.Text.RegularExpressions;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>A dump that is loaded again is the same database.</summary>
public sealed partial class DumpingAndLoading : WorkerScenario
{
    private const string Schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1, 2";

    [Fact]
    public async Task Any_database_is_the_same_again()
    {
        foreach (var seed in FuzzRounds.Seeds(12))
        {
            using var folder = new TestFolder();
            await using var worker = await WorkerUnderTest.StartAsync(folder.Path);
            var made = new RandomDatabase(seed);
            foreach (var request in made.Requests)
            {
                var answer = await worker.JsonAsync(request);
                answer.Failure.Should().BeNull($"seed {seed} says {request}: {answer.Message}");
            }

            await ShouldBeTheSameAgainAsync(worker, made.Tables, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("CREATE TABLE t (x); INSERT INTO t (rowid, x) VALUES (-7, 1), (3, 'three'), (9223372036854775807, NULL)")]
    [InlineData("CREATE TABLE t (rowid, _rowid_, oid); INSERT INTO t VALUES (1, 2, 3)")]
    [InlineData("CREATE TABLE t (rowid TEXT, x); INSERT INTO t VALUES ('a', 2)")]
    [InlineData("CREATE TABLE t (id INTEGER PRIMARY KEY DESC, x); INSERT INTO t (rowid, id, x) VALUES (9, 1, 2)")]
    [InlineData("CREATE TABLE t (a, b, PRIMARY KEY (b, a)) WITHOUT ROWID; INSERT INTO t VALUES (1, 2), ('x', x'')")]
    [InlineData("CREATE TABLE t (a INT, b TEXT, c REAL, d BLOB, e ANY) STRICT; INSERT INTO t VALUES (1, '1', 1, x'31', '1'), (2, '2', 2.5, x'', 2)")]
    [InlineData("CREATE TABLE t (a, b AS (a + 1), c AS (a || 'x') STORED, d DEFAULT 'q'); INSERT INTO t (a) VALUES (1), (2)")]
    [InlineData("CREATE TABLE t (a); INSERT INTO t VALUES (9e999), (-9e999), (-0.0), (5e-324), (1.7976931348623157e308), (0.1), (1e23), (-9223372036854775808), (9223372036854775807)")]
    [InlineData("CREATE TABLE t (a); INSERT INTO t VALUES ('it''s'), ('a' || char(10) || 'b' || char(13)), (CAST(x'61006200' AS TEXT)), (CAST(x'ff61' AS TEXT)), (''), (x''), (x'27')")]
    [InlineData("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t VALUES (1), (50); DELETE FROM t WHERE a = 50")]
    [InlineData("CREATE TABLE p (a PRIMARY KEY); CREATE TABLE t (a REFERENCES p DEFERRABLE INITIALLY DEFERRED); INSERT INTO p VALUES (1); INSERT INTO t VALUES (1)")]
    [InlineData("CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE VIEW v AS SELECT a FROM t -- a comment\n; CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.a); SELECT CASE WHEN 1 THEN 2 END; END")]
    [InlineData("CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO t VALUES ('made by the trigger'); END; CREATE TRIGGER r BEFORE DELETE ON t BEGIN SELECT RAISE(ABORT, 'no; END;'); END; INSERT INTO t VALUES (1)")]
    [InlineData("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3); CREATE INDEX i ON t (a DESC) WHERE a > 1; CREATE UNIQUE INDEX j ON t (abs(a)); ANALYZE")]
    [InlineData("CREATE TABLE \"a \"\"quoted\"\" table; --\" (\"select\", \"x'y\"); INSERT INTO \"a \"\"quoted\"\" table; --\" VALUES (1, 2); CREATE TABLE t (a)")]
    [InlineData("CREATE TABLE t (a /* a comment; */, b -- and another;\n); INSERT INTO t VALUES (1, 2)")]
    [InlineData("CREATE TABLE t (a); CREATE TABLE pieces_of_long_values (a); INSERT INTO pieces_of_long_values VALUES (1)")]
    [InlineData("CREATE VIRTUAL TABLE t USING fts5(a, b UNINDEXED, prefix = '2 3'); INSERT INTO t (rowid, a, b) VALUES (5, 'hello there', 1), (9, 'there', NULL); INSERT INTO t (t, rank) VALUES ('rank', 'bm25(10.0)')")]
    [InlineData("CREATE VIRTUAL TABLE t USING fts4(a, b, tokenize=porter); INSERT INTO t (docid, a, b) VALUES (5, 'running', 'x'), (2, 'runs', 'y')")]
    [InlineData("CREATE VIRTUAL TABLE t USING rtree(id, x0, x1, +note); INSERT INTO t VALUES (7, 1.5, 2.25, 'a'), (-1, 0, 0, x'00')")]
    [InlineData("CREATE VIRTUAL TABLE t USING geopoly(name); INSERT INTO t (name, _shape) VALUES ('square', '[[0,0],[1,0],[1,1],[0,1],[0,0]]')")]
    [InlineData("CREATE TABLE b (id INTEGER PRIMARY KEY, a); INSERT INTO b VALUES (3, 'hello'); CREATE VIEW c AS SELECT id, a FROM b; CREATE VIRTUAL TABLE t USING fts5(a, content = 'c', content_rowid = 'id'); INSERT INTO t (t) VALUES ('rebuild')")]
    [InlineData("CREATE VIEW pieces_of_long_values AS SELECT 1; CREATE VIRTUAL TABLE t USING fts5(a); INSERT INTO t VALUES (hex(zeroblob(2000000)))")]
    [InlineData("CREATE TABLE c (id INTEGER PRIMARY KEY, a); INSERT INTO c VALUES (3, 'hello'); CREATE VIRTUAL TABLE t USING fts5(a, content = 'c', content_rowid=id); INSERT INTO t (t) VALUES ('rebuild'); CREATE VIRTUAL TABLE v USING fts5vocab(t, 'row')")]
    [InlineData("CREATE TABLE c (id INTEGER PRIMARY KEY, a); INSERT INTO c VALUES (3, 'hello'); CREATE VIRTUAL TABLE t USING fts4(a, content='c'); INSERT INTO t (t) VALUES ('rebuild')")]
    [InlineData("CREATE VIRTUAL TABLE t USING fts4(a, content='c'); CREATE VIRTUAL TABLE c USING fts4(a); INSERT INTO c VALUES ('hello'); INSERT INTO t (t) VALUES ('rebuild')")]
    public async Task A_database_with_this_is_the_same_again(string sql)
    {
        await RunAsync(sql);

        await ShouldBeTheSameAgainAsync(Worker, ["t"], sql);
    }

    [Theory]
    [InlineData("c0", "c1999", "", "1")]
    [InlineData("c0", "c1999", "", "randomblob(1100)")]
    [InlineData("c0 INTEGER PRIMARY KEY", "c1999", "", "'it''s'")]
    [InlineData("c0 PRIMARY KEY", "c1999", "WITHOUT ROWID", "NULL")]
    [InlineData("c0", "c1999 AS (c0 + 1)", "", "1.5")]
    public async Task A_table_of_as_many_columns_as_there_can_be_is_the_same_again(string first, string last, string options, string value)
    {
        var others = Enumerable.Range(1, 1998).Select(number => $"c{number}").ToList();
        var head = $"INSERT INTO t (c0, {string.Join(", ", others)}) VALUES";
        await RunAsync($"CREATE TABLE t ({first}, {string.Join(", ", others)}, {last}) {options}; CREATE INDEX i ON t (c1998)");
        foreach (var row in new[] { 4, 3, 2, 1 })
        {
            await RunAsync($"{head} ({row}{string.Concat(Enumerable.Repeat($", {value}", 1997))}, {row})");
        }

        await RunAsync("DELETE FROM t WHERE c0 = 3");

        await ShouldBeTheSameAgainAsync(Worker, ["t"], $"{first} {options}", columns: "c0, c1, c1000, c1998, c1999");
        (await Worker.DumpAsync(DumpPart.Csv, "t")).Text().Split("\r\n").Should().HaveCount(5).And.HaveElementAt(0, $"c0,{string.Join(",", others)},c1999");
    }

    [Fact]
    public async Task A_full_text_index_finds_what_it_found()
    {
        await RunAsync("CREATE TABLE c (id INTEGER PRIMARY KEY, a); INSERT INTO c VALUES (3, 'hello'); CREATE VIRTUAL TABLE t USING fts5(a, content='c', content_rowid='id'); INSERT INTO t (t) VALUES ('rebuild')");
        using var folder = new TestFolder();
        await using var loaded = await LoadAsync(Worker, folder);

        (await loaded.QueryAsync("SELECT rowid FROM t WHERE t MATCH 'hello'")).Value.Should().Be("3");
    }

    [Fact]
    public async Task A_row_is_found_in_its_language()
    {
        await RunAsync("CREATE VIRTUAL TABLE t USING fts4(a, languageid='the \"language\"'); INSERT INTO t (docid, \"the \"\"language\"\"\", a) VALUES (1, 7, 'hello'), (2, 0, 'hello'), (3, 8, 'hello')");
        using var folder = new TestFolder();
        await using var loaded = await LoadAsync(Worker, folder);

        (await loaded.QueryAsync("SELECT group_concat(docid || ' ' || \"the \"\"language\"\"\") FROM t")).Value.Should().Be("1 7,2 0,3 8");
        (await loaded.QueryAsync("SELECT docid FROM t WHERE t MATCH 'hello' AND \"the \"\"language\"\"\" = 8")).Value.Should().Be("3");
        (await Worker.DumpAsync(DumpPart.Csv, "t")).Text().Should().Be("a,\"the \"\"language\"\"\"\r\nhello,7\r\nhello,0\r\nhello,8\r\n");
    }

    [Fact]
    public async Task An_empty_database_is_the_same_again() => await ShouldBeTheSameAgainAsync(Worker, [], "an empty database");

    [Fact]
    public async Task A_table_is_not_taken_for_one_that_counts()
    {
        await RunAsync("CREATE TABLE s (a INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO s VALUES (5); DROP TABLE s; CREATE TABLE t (no_autoincrement); INSERT INTO t VALUES (1)");
        using var folder = new TestFolder();
        await using var loaded = await LoadAsync(Worker, folder);

        (await loaded.QueryAsync("SELECT no_autoincrement FROM t")).Value.Should().Be("1");
    }

    [Theory]
    [InlineData("fts5(a, content='')", "has only an index of its rows")]
    [InlineData("FTS5(a, CONT = \"\")", "has only an index of its rows")]
    [InlineData("fts5(a, content=)", "has only an index of its rows")]
    [InlineData("fts5(a, b UNINDEXED, content='', contentless_unindexed=1)", "has only an index of its rows")]
    [InlineData("\"fts4\"(a, content=\"\")", "has only an index of its rows")]
    [InlineData("fts4(a, content=sqlite_schema, content=``)", "has only an index of its rows")]
    [InlineData("fts5(a, content='gone')", "has an index of rows that can't be read")]
    [InlineData("fts5(no_such_column, content='sqlite_schema')", "has an index of rows that can't be read")]
    [InlineData("fts4(a, content='gone')", "has an index of rows that can't be read")]
    [InlineData("fts5(a, content='view')", "has an index of rows that can't be read")]
    [InlineData("fts5(a, locale=1)", "notes a locale for its texts")]
    public async Task What_SQL_cannot_hold_is_not_dumped(string module, string reason)
    {
        await RunAsync($"CREATE VIRTUAL TABLE other USING fts5(a); CREATE VIEW view AS SELECT rowid, a FROM other; CREATE VIRTUAL TABLE t USING {module}");

        var dump = await Worker.DumpAsync();

        (dump.Failure, dump.Bytes.Length).Should().Be((FailureCode.NotDumped, 0), dump.ToString());
        dump.Message.Should().Be($"The table \"t\" {reason}, which SQL can't hold. Export the database as a SQLite file.");
    }

    [Fact]
    public async Task Tables_without_rows_of_their_own_are_no_CSV()
    {
        await RunAsync("CREATE TABLE c (a); CREATE VIRTUAL TABLE own USING fts5(content, a); CREATE VIRTUAL TABLE none USING fts5(a, c=''); CREATE VIRTUAL TABLE gone USING fts4(a, content='gone'); CREATE VIRTUAL TABLE other USING fts5(a, content='c'); CREATE VIRTUAL TABLE words USING fts5vocab(own, 'row')");

        (await Worker.DumpAsync(DumpPart.TableNames)).Text().Should().Be("c\0own\0");
    }

    [Theory]
    [InlineData("hex(zeroblob(6000000))")]
    [InlineData("randomblob(9000000)")]
    [InlineData("CAST(randomblob(2500000) AS TEXT)")]
    public async Task A_value_longer_than_a_statement_comes_in_pieces(string value)
    {
        await RunAsync($"CREATE TABLE t (id INTEGER PRIMARY KEY, a UNIQUE CHECK (octet_length(a) > 2000000), b); INSERT INTO t VALUES (1, {value}, 1), (2, {value} || 'x', {value})");

        await ShouldBeTheSameAgainAsync(Worker, ["t"], value, columns: "id, typeof(a), octet_length(a), hex(substr(CAST(a AS BLOB), 1, 100)), hex(substr(CAST(a AS BLOB), -100)), typeof(b), octet_length(b)");
    }

    [Fact]
    public async Task A_dump_is_longer_than_an_answer_may_be_and_takes_longer()
    {
        using var folder = new TestFolder();
        await using (var unlimited = await WorkerUnderTest.StartAsync(folder.Path))
        {
            await unlimited.RunAsync("CREATE TABLE t (x)");
            await unlimited.RunAsync("WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 2000) INSERT INTO t SELECT randomblob(1000) FROM r");
        }

        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, new WorkerLimits { ResultBytes = 64 * 1024, QueryTime = TimeSpan.FromMilliseconds(1) });

        (await worker.DumpAsync()).Bytes.Length.Should().BeGreaterThan(4_000_000);
        (await worker.DumpAsync(DumpPart.Csv, "t")).Bytes.Length.Should().BeGreaterThan(2_000_000);
    }

    [Fact]
    public async Task Tables_are_named_and_written_as_CSV()
    {
        await RunAsync("CREATE TABLE b (x, y AS (x || 'y')); INSERT INTO b VALUES (1), ('a,b'), (NULL); CREATE TABLE \"a\"\"\nb\" (x); CREATE VIRTUAL TABLE f USING fts5(x); CREATE VIEW v AS SELECT 1; CREATE TABLE q (id INTEGER PRIMARY KEY AUTOINCREMENT)");

        (await Worker.DumpAsync(DumpPart.TableNames)).Text().Should().Be("b\0a\"\nb\0f\0q\0");
        (await Worker.DumpAsync(DumpPart.Csv, "b")).Text().Should().Be("x,y\r\n1,1y\r\n\"a,b\",\"a,by\"\r\n,\r\n");
        (await Worker.DumpAsync(DumpPart.Csv, "no such")).Failure.Should().Be(FailureCode.Sql);
    }

    [Fact]
    public async Task Who_takes_nothing_gets_no_more_than_the_credit_and_is_not_hurried()
    {
        await RunAsync("CREATE TABLE t (x)");
        await RunAsync("WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 3000) INSERT INTO t SELECT randomblob(1000) FROM r");
        var dump = Worker.NewQuery();
        await Worker.SendAsync(new Frame(0, dump.Id, FrameType.Dump, FrameMarks.None, 0));

        for (var chunk = 0; chunk < Frame.InitialCredit; chunk++)
        {
            await dump.NextAsync();
        }

        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("3000");
        dump.Chunks.Should().Be(Frame.InitialCredit);
        await dump.CancelAsync();
        (await dump.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
    }

    private static async Task ShouldBeTheSameAgainAsync(WorkerUnderTest worker, IEnumerable<string> tables, string what, string columns = "*")
    {
        using var folder = new TestFolder();
        await using var loaded = await LoadAsync(worker, folder);

        (await loaded.QueryAsync(Schema)).Json.Should().Be((await worker.QueryAsync(Schema)).Json, what);
        (await loaded.QueryAsync("PRAGMA integrity_check")).Value.Should().Be("ok", what);
        foreach (var table in tables)
        {
            var name = $"\"{table.Replace("\"", "\"\"")}\"";
            var rowId = (await worker.QueryAsync($"SELECT rowid FROM {name}")).Failure is null ? "rowid, " : "";
            var sql = System.Text.Json.JsonSerializer.Serialize($"SELECT {rowId}{columns} FROM {name} ORDER BY {(rowId.Length > 0 ? "rowid" : "1")}");
            var request = $$"""{"statements":[{"sql":{{sql}}},{"sql":"SELECT name, seq FROM sqlite_sequence"}],"transaction":false}""";
            Untimed(await loaded.JsonAsync(request)).Should().Be(Untimed(await worker.JsonAsync(request)), what);
        }

        var (again, first) = (await loaded.DumpAsync(), await worker.DumpAsync());
        again.Bytes.AsSpan().SequenceEqual(first.Bytes).Should().BeTrue($"{what}\n{Beginning(again)}\n{Beginning(first)}");
    }

    private static string Untimed(Answer answer) => Time().Replace(answer.Json, "");

    [GeneratedRegex("\"time_ms\":[0-9.]+")]
    private static partial Regex Time();

    private static string Beginning(Answer dump) => Encoding.UTF8.GetString(dump.Bytes.AsSpan(0, Math.Min(dump.Bytes.Length, 2000)));

    private static async Task<WorkerUnderTest> LoadAsync(WorkerUnderTest worker, TestFolder folder)
    {
        var dump = await worker.DumpAsync();
        dump.Failure.Should().BeNull(dump.Message);
        var answer = await worker.ScriptAsync(dump.Bytes);
        answer.Failure.Should().BeNull($"{answer.Message}\n{Beginning(dump)}");
        var check = await worker.CheckAsync("made");
        check.Failure.Should().BeNull(check.Message);
        return await worker.ServeAsync("made", folder.Path);
    }
}
