using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>CSV becomes a table of the database that is served.</summary>
public sealed class LoadingTables : WorkerScenario
{
    [Theory]
    [InlineData("a,b\r\n1,x\r\n2,y\r\n", "a INTEGER,b TEXT", "1|'x' 2|'y'")]
    [InlineData("\uFEFFa;b\n1;x,y\n", "a INTEGER,b TEXT", "1|'x,y'")]
    [InlineData("a\tb\n1\t\n", "a INTEGER,b TEXT", "1|NULL")]
    [InlineData("a,b\n1,2", "a INTEGER,b INTEGER", "1|2")]
    [InlineData("a,b\r1,2\r3,4\r", "a INTEGER,b INTEGER", "1|2 3|4")]
    [InlineData("a,b\n\n1,2\n\n\n3,4\n\n", "a INTEGER,b INTEGER", "1|2 3|4")]
    [InlineData("a,b\n\"x \"\"y\"\"\nz\",\"1,5\"\n", "a TEXT,b TEXT", "'x \"y\"\nz'|'1,5'")]
    [InlineData("a,b\n,\"\"\n", "a TEXT,b TEXT", "NULL|''")]
    [InlineData("a,b\n1,\"\"\n", "a INTEGER,b TEXT", "1|''")]
    [InlineData("a\n1\n\"\"\n", "a INTEGER", "1 NULL")]
    [InlineData("a\nx\n\ny\n", "a TEXT", "'x' NULL 'y'")]
    [InlineData("a,A,,b,\n1,2,3,4,5\n", "a INTEGER,A_2 INTEGER,column_3 INTEGER,b INTEGER,column_5 INTEGER", "1|2|3|4|5")]
    [InlineData("\"a \"\"b\"\"\", c \n1,2\n", "a \"b\" INTEGER,c INTEGER", "1|2")]
    [InlineData("a\n", "a TEXT", "")]
    [InlineData("a,b\nsay \"hi\",2\n", "a TEXT,b INTEGER", "'say \"hi\"'|2")]
    public async Task Whatever_CSV_looks_like(string csv, string columns, string rows)
    {
        (await Worker.CsvAsync(csv)).Failure.Should().BeNull();

        (await ValueAsync("SELECT group_concat(name || ' ' || type) FROM pragma_table_info('t')")).Should().Be(columns);
        var values = string.Join(" || '|' || ", columns.Split(',').Select((_, index) => $"quote(c{index})"));
        var names = string.Join(", ", columns.Split(',').Select((_, index) => $"c{index}"));
        (await ValueAsync($"WITH v({names}) AS (SELECT * FROM t) SELECT coalesce(group_concat({values}, ' '), '') FROM v")).Should().Be(rows);
    }

    [Theory]
    [InlineData("1 -2 0", "INTEGER")]
    [InlineData("9223372036854775807 -9223372036854775808", "INTEGER")]
    [InlineData("9223372036854775808", "TEXT")]
    [InlineData("007 1", "TEXT")]
    [InlineData("+1", "TEXT")]
    [InlineData("-0", "TEXT")]
    [InlineData("1.5 2 -0.25 2.5e10 1E-5", "REAL")]
    [InlineData("1.0 2.55 3.5 1e-05 1.0E10", "REAL")]
    [InlineData("1.50", "REAL")]
    [InlineData("1.10 2.00 -3.55", "REAL")]
    [InlineData("2.50e+3 1.25e+3", "REAL")]
    [InlineData("1e+5", "REAL")]
    [InlineData("1.9 1.10", "TEXT")]
    [InlineData("1.10 1.9", "TEXT")]
    [InlineData("1 1.10", "TEXT")]
    [InlineData("1.0 2", "TEXT")]
    [InlineData("2 1.0", "TEXT")]
    [InlineData("1.2.3", "TEXT")]
    [InlineData("1e5", "TEXT")]
    [InlineData("1 12E4", "TEXT")]
    [InlineData("-0.0", "TEXT")]
    [InlineData("1_000", "TEXT")]
    [InlineData("1 10000000000000000000000000000000000000000000000", "TEXT")]
    [InlineData("0.30000000000000004", "REAL")]
    [InlineData("1.7976931348623157e308 5e-324", "REAL")]
    [InlineData("0.1234567890123456789", "TEXT")]
    [InlineData("1e999", "TEXT")]
    [InlineData("1. 2", "TEXT")]
    [InlineData(".5", "TEXT")]
    [InlineData("1e", "TEXT")]
    [InlineData("00.5", "TEXT")]
    [InlineData("Inf NaN", "TEXT")]
    [InlineData("9007199254740993 1.5", "TEXT")]
    [InlineData("1.5 9007199254740993", "TEXT")]
    [InlineData("9007199254740992 1.5", "REAL")]
    [InlineData("0x10", "TEXT")]
    [InlineData("2026-01-01", "TEXT")]
    [InlineData("1,5", "TEXT")]
    public async Task A_column_gets_the_type_that_loses_nothing(string values, string type)
    {
        await Worker.CsvAsync($"a\n{string.Join('\n', values.Split(' ').Select(value => $"\"{value}\""))}\n");

        (await ValueAsync("SELECT type FROM pragma_table_info('t')")).Should().Be(type);
        if (type == "TEXT")
        {
            (await ValueAsync("SELECT group_concat(a, ' ') FROM t")).Should().Be(values);
        }
        else
        {
            (await ValueAsync("SELECT count(*) FROM t WHERE typeof(a) = (SELECT lower(type) FROM pragma_table_info('t'))")).Should().Be($"{values.Split(' ').Length}");
        }
    }

    [Fact]
    public async Task Blanks_are_kept()
    {
        await Worker.CsvAsync("a,b\n 1,2\n3,4 \n");

        (await ValueAsync("SELECT group_concat(quote(a) || quote(b)) FROM t")).Should().Be("' 1''2','3''4 '");
    }

    [Theory]
    [InlineData(1 << 20, "x", "Line 1: the line that names the columns may have 1 MiB.")]
    [InlineData(40 << 20, "x", "Line 1: the line that names the columns may have 1 MiB.")]
    [InlineData(40 << 20, ",", "Line 1: it has more than 2000 fields, and a table can't have as many columns.")]
    [InlineData(32 << 20, "x", "Line 2: a row may have 32 MiB.", "a\n")]
    [InlineData(40 << 20, ",", "Line 2: it has more than 2000 fields, and a table can't have as many columns.", "a\n")]
    public async Task What_is_longer_than_a_row_may_be_is_told_before_the_memory_is_full(int count, string what, string message, string before = "")
    {
        var answer = await Worker.CsvAsync($"{before}x{string.Concat(Enumerable.Repeat(what, count))}\n");

        (answer.Failure, answer.Message).Should().Be((FailureCode.NotLoaded, message));
    }

    [Fact]
    public async Task What_is_just_as_long_as_it_may_be_is_a_table()
    {
        const int columns = 2000;
        var names = Enumerable.Range(0, columns).Select(number => $"\"{number}{new string('"', 960)}\"").ToList();

        (await Worker.CsvAsync($"{string.Join(',', names)}\n{new string(',', columns - 1)}\n")).Failure.Should().BeNull();
        (await ValueAsync("SELECT count(*) FROM pragma_table_info('t')")).Should().Be($"{columns}");
        (await Worker.CsvAsync($"a\n{new string('x', 32 << 20)}\n", "long")).Failure.Should().BeNull();
        (await ValueAsync("SELECT length(a) FROM long")).Should().Be($"{32 << 20}");
    }

    [Theory]
    [InlineData("", "The file is empty. Its first line must name the columns.")]
    [InlineData("a,b\n1,2\n3\n", "Line 3: it has 1 fields, and the first line names 2 columns.")]
    [InlineData("a,b\n\"x\ny\",2\n1,2,3\n", "Line 4: it has 3 fields, and the first line names 2 columns.")]
    [InlineData("a\n\"x\n", "Line 2: a quote is opened and never closed.")]
    [InlineData("a\n\"x\"y\n", "Line 2: something comes after the closing quote of a field. A quote inside of a field is written twice.")]
    [InlineData("a\n1\nx\0y\n", "Line 3: it is not UTF-8 text. Save the file as CSV in UTF-8.")]
    public async Task What_is_no_table_is_told_by_its_line(string csv, string message)
    {
        var answer = await Worker.CsvAsync(csv);

        (answer.Failure, answer.Message).Should().Be((FailureCode.NotLoaded, message));
        (await ValueAsync("SELECT count(*) FROM sqlite_schema")).Should().Be("0");
    }

    [Theory]
    [InlineData("x\r\n")]
    [InlineData("x\n")]
    [InlineData("x\r")]
    [InlineData("\"x\"\"y\"\r\n")]
    [InlineData("\"é\r\n\"\r\n")]
    public async Task However_it_falls_into_buffers_no_row_is_lost(string row)
    {
        var rows = string.Concat(Enumerable.Repeat(row, 70_000));

        for (var shift = 0; shift < row.Length; shift++)
        {
            var loaded = await Worker.CsvAsync($"{new string('a', shift + 1)}\n{rows}", "t", LoadMode.ReplaceTable);

            loaded.Rows().Should().Be(new LoadedRows(1, 70_000));
            (await ValueAsync("SELECT count(*) FROM (SELECT DISTINCT * FROM t)")).Should().Be("1");
        }
    }

    [Fact]
    public async Task No_row_is_lost_where_the_file_is_read_in_pieces()
    {
        const int rows = 100_000;

        // The first piece ends between the two characters that end a line.
        var csv = "abc\r\n" + string.Concat(Enumerable.Repeat("x\r\n", rows));

        csv[(64 * 1024) - 1].Should().Be('\r');
        (await Worker.CsvAsync(csv)).Rows().Should().Be(new LoadedRows(1, rows));
        (await ValueAsync("SELECT count(*) FROM t WHERE abc = 'x'")).Should().Be($"{rows}");
    }

    [Fact]
    public async Task Other_encodings_are_not_guessed()
    {
        (await Worker.LoadAsync(Encoding.Latin1.GetBytes("name\ncaf\u00e9\n"), LoadMode.NewTable, "t")).Message.Should().StartWith("Line 2: it is not UTF-8");
        (await Worker.LoadAsync([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a\n1\n")], LoadMode.NewTable, "t")).Message.Should().StartWith("Line 1: it is not UTF-8");
    }

    [Fact]
    public async Task A_table_that_is_there_is_added_to_or_replaced_only_if_somebody_says_so()
    {
        (await Worker.CsvAsync("a,b\n1,2\n")).Rows().Should().Be(new LoadedRows(1, 1));

        var again = await Worker.CsvAsync("a,b\n3,4\n", "T");
        (again.Failure, again.Message).Should().Be((FailureCode.TableExists, "There is a table \"T\" already. Say whether to append to it or to replace it, or give another name."));
        (await Worker.CsvAsync("B,a\n4,3\n5,\n", "t", LoadMode.AddToTable)).Rows().Should().Be(new LoadedRows(1, 2));
        (await ValueAsync("SELECT group_concat(coalesce(a, '-') || b) FROM t")).Should().Be("12,34,-5");
        (await Worker.CsvAsync("c\nx\n", "t", LoadMode.ReplaceTable)).Rows().Should().Be(new LoadedRows(1, 1));
        (await ValueAsync("SELECT c FROM t")).Should().Be("x");
        (await Worker.CsvAsync("c\nx\n", "new", LoadMode.AddToTable)).Failure.Should().BeNull();
        (await Worker.CsvAsync("c\nx\n", "newer", LoadMode.ReplaceTable)).Failure.Should().BeNull();
    }

    [Fact]
    public async Task A_table_that_is_there_takes_rows_as_its_columns_have_it()
    {
        await RunAsync("CREATE TABLE t (i INTEGER, r REAL, x TEXT, b BLOB, n NOT NULL DEFAULT 'd', g AS (i + 1))");

        (await Worker.CsvAsync("i,r,x,b,n\n007,1,05,5,1.50\n", "t", LoadMode.AddToTable)).Failure.Should().BeNull();

        (await ValueAsync("SELECT quote(i) || quote(r) || quote(x) || quote(b) || quote(n) || g FROM t")).Should().Be("71.0'05'51.58");
    }

    [Theory]
    [InlineData("a,b\n1,x\n2,y\n1,z\n", "Line 4: UNIQUE constraint failed: t.a")]
    [InlineData("a,c\n1,2\n", "The table \"t\" has no column \"c\", which the first line of the file names.")]
    [InlineData("b\n1\n", "Line 2: NOT NULL constraint failed: t.a")]
    [InlineData("a,g\n1,2\n", "The table \"t\" has no column \"g\", which the first line of the file names.")]
    public async Task A_row_that_does_not_fit_takes_back_the_others(string csv, string message)
    {
        await RunAsync("CREATE TABLE t (a NOT NULL UNIQUE, b, g AS (a)); INSERT INTO t VALUES (9, 9)");

        var answer = await Worker.CsvAsync(csv, "t", LoadMode.AddToTable);

        (answer.Failure, answer.Message).Should().Be((FailureCode.NotLoaded, message));
        (await ValueAsync("SELECT count(*) FROM t")).Should().Be("1");
    }

    [Theory]
    [InlineData("sqlite_stat1")]
    [InlineData("sqlite_schema")]
    [InlineData("v")]
    [InlineData("f_data")]
    public async Task What_a_query_may_not_write_a_file_may_not_either(string table)
    {
        await RunAsync("CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t; CREATE VIRTUAL TABLE f USING fts5(x)");

        foreach (var mode in new[] { LoadMode.NewTable, LoadMode.AddToTable, LoadMode.ReplaceTable })
        {
            (await Worker.CsvAsync("a\n1\n", table, mode)).Failure.Should().NotBeNull($"{mode}");
        }

        (await ValueAsync("SELECT (SELECT count(*) FROM t) || count(*) FROM sqlite_schema WHERE name IN ('t', 'v', 'f_data')")).Should().Be("03");
    }

    [Fact]
    public async Task Readers_go_on_and_who_writes_is_told_in_time()
    {
        using var folder = new TestFolder();
        await using (var patient = await WorkerUnderTest.StartAsync(folder.Path))
        {
            await patient.RunAsync("CREATE TABLE t (a); CREATE TABLE log (a); INSERT INTO log VALUES (0)");
            await patient.RunAsync("CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT count(*) FROM (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c); END");
        }

        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, new WorkerLimits { QueryTime = TimeSpan.FromSeconds(2) });
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "sent"), "a\n1\n");
        var load = await worker.SendAsync(FrameType.Load, "sent\0t", detail: (ushort)LoadMode.AddToTable);
        var loading = load.FinishAsync();

        Answer written;
        do
        {
            written = await worker.QueryAsync("UPDATE log SET a = a + 1");
        }
        while (written.Failure is null && !loading.IsCompleted);

        written.Failure.Should().Be(FailureCode.Timeout);
        (await worker.QueryPatientlyAsync("SELECT count(*) FROM t")).Value.Should().Be("0");
        var session = await worker.OpenSessionAsync();
        (await session.FinishAsync()).Failure.Should().Be(FailureCode.Timeout);
        await load.CancelAsync();
        (await loading).Failure.Should().Be(FailureCode.Cancelled);
        (await worker.QueryPatientlyAsync("UPDATE log SET a = a + 1")).Failure.Should().BeNull();
        (await worker.QueryPatientlyAsync("SELECT count(*) FROM t")).Value.Should().Be("0");
    }

    private async Task<string?> ValueAsync(string sql) => (await Worker.QueryAsync(sql)).Value;
}
