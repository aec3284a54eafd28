using System.Globalization;
using System.Text;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

public sealed class AnsweringWithValues : WorkerScenario
{
    public static TheoryData<double> Reals =>
    [
        1.0, 0.1, -0.1, 1e300, -1e300, 1e-7, 1e15, 1e16, 123456789012345678.0, 0.1 + 0.2, double.Epsilon, -double.Epsilon,
        double.MaxValue, double.MinValue, 2.2250738585072011e-308, Math.PI, -0.0, 0.0, 9007199254740993.0,
    ];

    public static TheoryData<string> Texts =>
    [
        "", "plain", "'", "\"quoted\"", "back\\slash", "\n\r\t\b\f", "\u0001\u001f\u007f", "é", "日本語", "😀", "\u2028\u2029",
        "</script>", new string('x', 70_000), new string('\u0001', 70_000), string.Concat(Enumerable.Repeat("😀é\"", 30_000)),
    ];

    [Theory]
    [InlineData("SELECT 'PostgreSQL' AS name, 10 AS score UNION ALL SELECT 'SQLite', NULL ORDER BY 1", """{"fields":["name","score"],"rows":[["PostgreSQL","10"],["SQLite",null]]}""")]
    [InlineData("SELECT 9223372036854775807 AS a, -9223372036854775808 AS b, 0 AS c, -1 AS d", """{"fields":["a","b","c","d"],"rows":[["9223372036854775807","-9223372036854775808","0","-1"]]}""")]
    [InlineData("SELECT 1.0 AS a, 0.1 AS b, 1e300 AS c, -0.0 AS d, 1e-7 AS e", """{"fields":["a","b","c","d","e"],"rows":[["1.0","0.1","1e+300","-0.0","1e-07"]]}""")]
    [InlineData("SELECT 9e999 AS a, -9e999 AS b, 9e999 - 9e999 AS c", """{"fields":["a","b","c"],"rows":[["Inf","-Inf",null]]}""")]
    [InlineData("SELECT x'' AS a, x'6869' AS b, x'00ff' AS c, x'c3a9' AS d, x'c3' AS e", """{"fields":["a","b","c","d","e"],"rows":[["","hi","X'00FF'","é","X'C3'"]]}""")]
    [InlineData("SELECT true AS a, NULL AS b, '' AS c, 'NULL' AS d", """{"fields":["a","b","c","d"],"rows":[["1",null,"","NULL"]]}""")]
    [InlineData("SELECT 1 AS a, 2 AS a, 3 AS \"\", 4 AS \"a\"\"b\"", """{"fields":["a","a","","a\"b"],"rows":[["1","2","3","4"]]}""")]
    [InlineData("SELECT 1 AS a WHERE 0", """{"fields":["a"],"rows":[]}""")]
    [InlineData("CREATE TABLE t(a)", """{"fields":[],"rows":[]}""")]
    [InlineData("", """{"fields":[],"rows":[]}""")]
    [InlineData("SELECT \"no such column\" AS a", """{"fields":["a"],"rows":[["no such column"]]}""")]
    [InlineData("VALUES(1, 2)", """{"fields":["column1","column2"],"rows":[["1","2"]]}""")]
    public async Task The_answer_is_this_byte_for_byte(string sql, string json) =>
        (await Worker.QueryAsync(sql)).Json.Should().Be(json);

    [Theory, MemberData(nameof(Reals))]
    public async Task A_real_reads_back_the_same_and_still_shows_a_real(double real)
    {
        await RunAsync("CREATE TABLE t(a)");
        await RunAsync($"INSERT INTO t VALUES({Literal(real)})");

        var answer = (await Worker.QueryAsync("SELECT a, typeof(a) FROM t")).Rows.Single();

        answer[1].Should().Be("real");
        answer[0].Should().ContainAny(".", "e");
        var read = double.Parse(answer[0]!, NumberStyles.Float, CultureInfo.InvariantCulture);
        BitConverter.DoubleToInt64Bits(read).Should().Be(BitConverter.DoubleToInt64Bits(real));
    }

    [Theory, MemberData(nameof(Texts))]
    public async Task A_text_reads_back_the_same(string text)
    {
        await RunAsync("CREATE TABLE t(a)");
        await RunAsync($"INSERT INTO t VALUES('{text.Replace("'", "''")}')");

        (await Worker.QueryAsync("SELECT a FROM t")).Value.Should().Be(text);
        (await Worker.QueryAsync("SELECT cast(a AS BLOB) FROM t")).Value.Should().Be(text);
    }

    [Theory]
    [InlineData("SELECT cast(x'ff' AS TEXT)", "\uFFFD")]
    [InlineData("SELECT cast(x'61ff62' AS TEXT)", "a\uFFFDb")]
    [InlineData("SELECT cast(x'eda080' AS TEXT)", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("SELECT cast(x'c0af' AS TEXT)", "\uFFFD\uFFFD")]
    [InlineData("SELECT cast(x'22f0908022' AS TEXT)", "\"\uFFFD\"")]
    [InlineData("SELECT 'a' || char(0) || 'b'", "a\0b")]
    [InlineData("SELECT cast(x'00' AS TEXT)", "\0")]
    [InlineData("SELECT char(55296)", "\uFFFD\uFFFD\uFFFD")]
    public async Task Text_that_is_not_what_it_should_be_is_still_JSON(string sql, string expected)
    {
        // SQLite repairs some of these by itself; what counts is that a strict reader gets what it would have made of the bytes.
        var value = (await Worker.QueryAsync(sql)).Value!;

        value.Should().Match(text => text == expected || text == "\uFFFD");
    }

    [Fact]
    public async Task Every_run_of_bytes_makes_an_answer_that_is_JSON()
    {
        var random = new Random(20_260_301);
        for (var round = 0; round < 200; round++)
        {
            var bytes = new byte[random.Next(1, 40)];
            random.NextBytes(bytes);
            var hex = Convert.ToHexString(bytes);

            var row = (await Worker.QueryAsync($"SELECT cast(x'{hex}' AS TEXT), x'{hex}'")).Rows.Single();

            row[0].Should().Be(Encoding.UTF8.GetString(bytes));
            row[1].Should().BeOneOf($"X'{hex}'", Encoding.UTF8.GetString(bytes));
        }
    }

    [Fact]
    public async Task A_write_returns_what_it_wrote()
    {
        await RunAsync("CREATE TABLE t(id INTEGER PRIMARY KEY, a)");

        var inserted = await Worker.QueryAsync("INSERT INTO t(a) VALUES(\"PostgreSQL\"), ('SQLite') RETURNING id, a");

        inserted.Json.Should().Be("""{"fields":["id","a"],"rows":[["1","PostgreSQL"],["2","SQLite"]]}""");
        (await Worker.QueryAsync("DELETE FROM t RETURNING a")).Rows.Should().HaveCount(2);
        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("0");
    }

    [Fact]
    public async Task The_columns_are_those_of_the_schema_at_the_time()
    {
        await RunAsync("CREATE TABLE t(a)");
        (await Worker.QueryAsync("SELECT * FROM t")).Fields.Should().Equal("a");

        await RunAsync("ALTER TABLE t ADD COLUMN b");

        (await Worker.QueryAsync("SELECT * FROM t")).Fields.Should().Equal("a", "b");
    }

    private static string Literal(double real) => real switch
    {
        0 => double.IsNegative(real) ? "-0.0" : "0.0",
        _ => real.ToString("E17", CultureInfo.InvariantCulture),
    };
}
