using System.Text;
using System.Text.Json;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

public sealed class ComparingVersions
{
    private const string Favorites =
        "CREATE TABLE favorite_databases (name TEXT PRIMARY KEY, score INTEGER); INSERT INTO favorite_databases VALUES ('PostgreSQL', 10), ('SQLite', 9), ('DuckDB', 9)";

    private const string Changed =
        "UPDATE favorite_databases SET score = 10 WHERE name = 'SQLite'; DELETE FROM favorite_databases WHERE name = 'DuckDB'; INSERT INTO favorite_databases VALUES ('Redis', 7); CREATE TABLE notes (body)";

    [Fact]
    public async Task Json_has_the_schema_and_for_each_table_its_counts_and_rows()
    {
        await using var versions = await TwoVersions.MadeByAsync(Favorites, Changed);

        (await versions.DiffAsync(DiffFormat.Json)).Json.Should().Be(
            """{"schema":[{"kind":"table","name":"notes","change":"added","from_sql":null,"to_sql":"CREATE TABLE notes (body)"}],"tables":"""
            + """[{"name":"favorite_databases","inserted":1,"updated":1,"deleted":1,"rebuilt":false,"compared":true,"rows":["""
            + """{"change":"insert","key":{"name":"Redis"},"to":{"name":"Redis","score":7}},"""
            + """{"change":"update","key":{"name":"SQLite"},"from":{"score":9},"to":{"score":10}},"""
            + """{"change":"delete","key":{"name":"DuckDB"},"from":{"name":"DuckDB","score":9}}]}]}""");
    }

    [Fact]
    public async Task Text_has_a_line_for_each_table_and_each_row()
    {
        await using var versions = await TwoVersions.MadeByAsync(Favorites, Changed);

        Text(await versions.DiffAsync(DiffFormat.Text)).Should().Be(
            """
            + table notes
            favorite_databases  +1 ~1 -1
            + {"name":"Redis","score":7}
            ~ {"name":"SQLite","score":9} → {"score":10}
            - {"name":"DuckDB","score":9}

            """);
    }

    [Fact]
    public async Task Sql_is_a_script_that_does_it_again()
    {
        await using var versions = await TwoVersions.MadeByAsync(Favorites, Changed);

        Text(await versions.DiffAsync(DiffFormat.Sql)).Should().Be(
            """
            PRAGMA foreign_keys = OFF;
            BEGIN IMMEDIATE;
            CREATE TABLE notes (body);
            DELETE FROM "favorite_databases" WHERE "name" = 'DuckDB';
            UPDATE "favorite_databases" SET "score" = 10 WHERE "name" = 'SQLite';
            INSERT INTO "favorite_databases" ("name", "score") VALUES ('Redis', 7);
            COMMIT;

            """);
    }

    [Fact]
    public async Task A_summary_leaves_the_rows_out()
    {
        await using var versions = await TwoVersions.MadeByAsync(Favorites, Changed);

        (await versions.DiffAsync(DiffFormat.Json, withRows: false)).Json.Should().EndWith(
            """[{"name":"favorite_databases","inserted":1,"updated":1,"deleted":1,"rebuilt":false,"compared":true}]}""");
        Text(await versions.DiffAsync(DiffFormat.Text, withRows: false)).Should().Be("+ table notes\nfavorite_databases  +1 ~1 -1\n");
    }

    [Fact]
    public async Task Versions_that_are_the_same_have_nothing_to_say()
    {
        await using var versions = await TwoVersions.MadeByAsync(Favorites, "SELECT 1");

        (await versions.DiffAsync(DiffFormat.Json)).Json.Should().Be("""{"schema":[],"tables":[]}""");
        Text(await versions.DiffAsync(DiffFormat.Text)).Should().Be("Nothing differs.\n");
        Text(await versions.DiffAsync(DiffFormat.Sql)).Should().Be("-- Nothing differs.\n");
    }

    [Theory]
    [InlineData("CREATE TABLE t (k INTEGER PRIMARY KEY, x)", "(1, 1)", "UPDATE t SET x = 1.0")]
    [InlineData("CREATE TABLE t (k INTEGER PRIMARY KEY, x)", "(1, '1')", "UPDATE t SET x = x'31'")]
    [InlineData("CREATE TABLE t (k INTEGER PRIMARY KEY, x COLLATE NOCASE)", "(1, 'a')", "UPDATE t SET x = 'A'")]
    [InlineData("CREATE TABLE t (k TEXT COLLATE NOCASE PRIMARY KEY, x) WITHOUT ROWID", "('a', 1)", "UPDATE t SET k = 'A'")]
    [InlineData("CREATE TABLE t (k PRIMARY KEY, x)", "(1, 1)", "UPDATE t SET k = 1.0")]
    [InlineData("CREATE TABLE t (k TEXT PRIMARY KEY, x)", "(NULL, 1), (NULL, 2)", "UPDATE t SET x = 3 WHERE x = 2")]
    [InlineData("CREATE TABLE t (k, x)", "(1, 1), (1, 1)", "UPDATE t SET x = 2 WHERE rowid = 2")]
    [InlineData("CREATE TABLE t (k INTEGER PRIMARY KEY, x)", "(1, 'a' || char(0) || 'b')", "UPDATE t SET x = 'a' || char(0) || 'c'")]
    [InlineData("CREATE TABLE t (k INTEGER PRIMARY KEY, x)", "(1, CAST(x'ff' AS TEXT))", "UPDATE t SET x = CAST(x'fe' AS TEXT)")]
    [InlineData("CREATE TABLE t (k INTEGER PRIMARY KEY, x)", "(1, 9e999)", "UPDATE t SET x = -x")]
    public async Task A_value_of_another_type_or_of_other_bytes_is_an_update(string schema, string rows, string change)
    {
        await using var versions = await TwoVersions.MadeByAsync($"{schema}; INSERT INTO t VALUES {rows}", change);

        Text(await versions.DiffAsync(DiffFormat.Text, withRows: false)).Should().Be("t  +0 ~1 -0\n");
        await MakesItAgainAsync(versions);
    }

    [Theory]
    [InlineData("CREATE TABLE t (k INTEGER PRIMARY KEY, x UNIQUE); INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')", "UPDATE t SET x = NULL; UPDATE t SET x = char(97 + k % 3)")]
    [InlineData("CREATE TABLE t (k INTEGER PRIMARY KEY, x UNIQUE ON CONFLICT REPLACE, y); INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2)", "UPDATE t SET x = NULL; UPDATE t SET x = CASE k WHEN 1 THEN 'b' ELSE 'a' END")]
    [InlineData("CREATE TABLE t (k INTEGER PRIMARY KEY, x, y); CREATE UNIQUE INDEX i ON t (x) WHERE y = 1; INSERT INTO t VALUES (1, 'a', 1), (2, 'a', 0)", "UPDATE t SET y = 0; UPDATE t SET y = 1 WHERE k = 2")]
    [InlineData("CREATE TABLE t (k INTEGER PRIMARY KEY, x); CREATE UNIQUE INDEX i ON t (abs(x)); INSERT INTO t VALUES (1, 1), (2, 2)", "UPDATE t SET x = x + 10; UPDATE t SET x = 13 - x")]
    [InlineData("CREATE TABLE p (k INTEGER PRIMARY KEY); CREATE TABLE c (k REFERENCES p ON DELETE CASCADE); INSERT INTO p VALUES (1), (2); INSERT INTO c VALUES (1), (2)", "UPDATE c SET k = 2; DELETE FROM p WHERE k = 1; ALTER TABLE p ADD COLUMN x")]
    [InlineData("CREATE TABLE t (x); CREATE TABLE log (x); CREATE TRIGGER g AFTER INSERT ON T BEGIN INSERT INTO log VALUES (new.x); END", "INSERT INTO t VALUES (1), (2); DELETE FROM log WHERE x = 1")]
    [InlineData("CREATE TABLE t (k INTEGER PRIMARY KEY AUTOINCREMENT, x); INSERT INTO t (x) VALUES (1)", "INSERT INTO t VALUES (100, 2), (50, 3); DELETE FROM t WHERE k = 100")]
    [InlineData("SELECT 1", "CREATE TABLE t (k INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t VALUES (7); DELETE FROM t")]
    [InlineData("CREATE TABLE t (k INTEGER PRIMARY KEY, v AS (x * 2), s AS (x || 'y') STORED, x); INSERT INTO t (x) VALUES (1)", "UPDATE t SET x = 5; INSERT INTO t (x) VALUES (6)")]
    [InlineData("CREATE VIEW v AS SELECT 1 AS x; CREATE TABLE t (x); CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.x); END", "DROP VIEW v; CREATE VIEW v AS SELECT 2 AS x; CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.x); END")]
    [InlineData("CREATE TABLE T (x); INSERT INTO T VALUES (1); CREATE INDEX i ON T (x)", "DROP TABLE T; CREATE TABLE t (x); CREATE INDEX i ON T (x); INSERT INTO t VALUES (1)")]
    [InlineData("CREATE VIEW o AS SELECT 1; CREATE TABLE t (a)", "DROP VIEW o; CREATE TABLE o (x); INSERT INTO o VALUES (1); DROP TABLE t; CREATE VIEW t AS SELECT 2")]
    [InlineData("CREATE TABLE t (x)", "CREATE INDEX i ON t (x) -- an index; of it\n; CREATE VIEW v AS SELECT 1 -- a view\n; CREATE VIEW w AS SELECT 2 /* another */; CREATE VIEW x AS SELECT 3")]
    [InlineData("CREATE TABLE t (rowid, _rowid_, oid); INSERT INTO t VALUES (1, 2, 3), (1, 2, 3)", "DELETE FROM t; INSERT INTO t VALUES (1, 2, 3)")]
    [InlineData("CREATE TABLE \"a\"\"b; DROP TABLE x --\n\" (\"select\" INTEGER PRIMARY KEY, \"c\"\"d\")", "INSERT INTO \"a\"\"b; DROP TABLE x --\n\" VALUES (1, 'x''y')")]
    public async Task Nothing_is_in_the_way_of_the_script(string from, string change)
    {
        await using var versions = await TwoVersions.MadeByAsync(from, change);

        await MakesItAgainAsync(versions);
    }

    [Fact]
    public async Task A_table_is_not_taken_for_one_that_counts()
    {
        await using var versions = await TwoVersions.MadeByAsync(
            "SELECT 1", "CREATE TABLE s (k INTEGER PRIMARY KEY AUTOINCREMENT); DROP TABLE s; CREATE TABLE t (no_autoincrement); INSERT INTO t VALUES (1)");

        (await versions.ApplyAsync((await versions.DiffAsync(DiffFormat.Sql)).Bytes)).Should().Contain(line => line.StartsWith("table|t|"));
    }

    [Fact]
    public async Task A_table_of_another_shape_is_rebuilt()
    {
        await using var versions = await TwoVersions.MadeByAsync(
            "CREATE TABLE t (x); INSERT INTO t VALUES (1), (2)", "ALTER TABLE t ADD COLUMN y DEFAULT 5; INSERT INTO t VALUES (3, 4)");

        var table = JsonElement.Parse((await versions.DiffAsync(DiffFormat.Json)).Json).GetProperty("tables")[0];
        table.GetRawText().Should().Be("""{"name":"t","inserted":3,"updated":0,"deleted":2,"rebuilt":true,"compared":true,"rows":[]}""");
        Text(await versions.DiffAsync(DiffFormat.Text)).Should().Be("~ table t\nt  rebuilt (rows before: 2, after: 3)\n");
        await MakesItAgainAsync(versions);
    }

    [Fact]
    public async Task Of_a_virtual_table_only_the_schema_is_compared()
    {
        await using var versions = await TwoVersions.MadeByAsync(
            "CREATE VIRTUAL TABLE docs USING fts5 (body); INSERT INTO docs VALUES ('one')",
            "INSERT INTO docs VALUES ('two'); CREATE VIRTUAL TABLE \"more\ndocs\" USING fts5 (body)");

        var json = (await versions.DiffAsync(DiffFormat.Json)).Json;

        json.Should().EndWith(
            """[{"name":"docs","inserted":0,"updated":0,"deleted":0,"rebuilt":false,"compared":false,"rows":[]},"""
            + """{"name":"more\ndocs","inserted":0,"updated":0,"deleted":0,"rebuilt":false,"compared":false,"rows":[]}]}""");
        json.Should().NotContain("docs_data");
        Text(await versions.DiffAsync(DiffFormat.Text)).Should().Contain("docs  not compared (a virtual table)\n");
        Text(await versions.DiffAsync(DiffFormat.Sql)).Should().Be(
            """
            -- The rows of the virtual table docs are not compared, and not part of this.
            -- The rows of the virtual table "more\ndocs" are not compared, and not part of this.
            PRAGMA foreign_keys = OFF;
            BEGIN IMMEDIATE;
            CREATE VIRTUAL TABLE "more
            docs" USING fts5 (body);
            COMMIT;

            """);
    }

    [Theory]
    [InlineData("UTF-16le")]
    [InlineData("UTF-16be")]
    public async Task Databases_in_utf16_are_compared_in_it(string encoding)
    {
        const string rows = "INSERT INTO \"Ü\" VALUES (1, 'ä🙂'), (2, 'b'), (3, 'a' || char(0))";
        await using var versions = await TwoVersions.MadeElsewhereAsync(
            $"PRAGMA encoding = '{encoding}'; CREATE TABLE \"Ü\" (k INTEGER PRIMARY KEY, x TEXT UNIQUE); {rows}",
            $"PRAGMA encoding = '{encoding}'; CREATE TABLE \"Ü\" (k INTEGER PRIMARY KEY, x TEXT UNIQUE); {rows}; UPDATE \"Ü\" SET x = x || '!🙂'; CREATE INDEX ö ON \"Ü\" (x)");

        (await versions.DiffAsync(DiffFormat.Json)).Json.Should().Contain("""{"change":"update","key":{"k":1},"from":{"x":"ä🙂"},"to":{"x":"ä🙂!🙂"}}""");
        await MakesItAgainAsync(versions);
    }

    private static async Task MakesItAgainAsync(TwoVersions versions)
    {
        var script = await versions.DiffAsync(DiffFormat.Sql);
        script.Message.Should().BeEmpty();
        script.Bytes.Should().StartWith("PRAGMA"u8.ToArray());
        (await versions.ApplyAsync(script.Bytes)).Should().Equal(await Contents.ReadAsync(versions.Worker), Text(script));
    }

    private static string Text(Answer answer) => Encoding.UTF8.GetString(answer.Bytes);
}
