using System.Text;
using Ayb.Querying.Tests.Fixtures;

namespace Ayb.Querying.Tests;

/// <summary>NDJSON and CSV: the last statement's rows, one by one.</summary>
public sealed class AnsweringByTheRow
{
    private const string Ndjson = "application/x-ndjson";
    private const string Csv = "text/csv";

    [Theory]
    [InlineData("SELECT 1 AS a, 'x' AS b UNION ALL SELECT NULL, 0.5", "{\"a\":1,\"b\":\"x\"}\n{\"a\":null,\"b\":0.5}\n")]
    [InlineData("SELECT 9007199254740993 AS big, 9223372036854775807 AS biggest", "{\"big\":9007199254740993,\"biggest\":9223372036854775807}\n")]
    [InlineData("SELECT 1e999 AS up, -1e999 AS down, 1e300 AS r", "{\"up\":{\"real\":\"Infinity\"},\"down\":{\"real\":\"-Infinity\"},\"r\":1e+300}\n")]
    [InlineData("SELECT X'00FF' AS blob, X'' AS zero, '' AS empty", "{\"blob\":{\"base64\":\"AP8=\"},\"zero\":{\"base64\":\"\"},\"empty\":\"\"}\n")]
    [InlineData("SELECT 'a' || char(10, 13, 34, 92, 0) || 'b' AS \"the \"\"name\"\"\"", "{\"the \\\"name\\\"\":\"a\\n\\r\\\"\\\\\\u0000b\"}\n")]
    [InlineData("SELECT 1 AS a, 2 AS a", "{\"a\":1,\"a:1\":2}\n")]
    [InlineData("SELECT 1; SELECT 2 AS b", "{\"b\":2}\n")]
    [InlineData("SELECT 1 WHERE 0", "")]
    [InlineData("CREATE TABLE t(a)", "")]
    [InlineData("", "")]
    public async Task NDJSON_has_an_object_for_each_row(string sql, string expected)
    {
        await using var host = await QueryingHost.StartAsync();

        (await host.TextAsync(sql, accept: Ndjson).ReadAsync()).Should().Be(expected);
    }

    [Theory]
    [InlineData("SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, 'y'", "a,b\r\n1,x\r\n2,y\r\n")]
    [InlineData("SELECT NULL AS n, '' AS e, 'NULL' AS t", "n,e,t\r\n,\"\",NULL\r\n")]
    [InlineData("SELECT 'a,b', 'say \"hi\"', 'x' || char(13, 10) || 'y', char(10), char(13)", "\"'a,b'\",\"'say \"\"hi\"\"'\",\"'x' || char(13, 10) || 'y'\",char(10),char(13)\r\n\"a,b\",\"say \"\"hi\"\"\",\"x\r\ny\",\"\n\",\"\r\"\r\n")]
    [InlineData("SELECT 9223372036854775807 AS i, 0.1 AS r, 1e999 AS inf, X'00FF' AS blob, X'6869' AS hi", "i,r,inf,blob,hi\r\n9223372036854775807,0.1,Inf,X'00FF',hi\r\n")]
    [InlineData("SELECT 1 AS \"a,b\", 2 AS \"\"\"\"", "\"a,b\",\"\"\"\"\r\n1,2\r\n")]
    [InlineData("SELECT 'é€' AS é", "é\r\né€\r\n")]
    [InlineData("SELECT 1 AS a WHERE 0", "a\r\n")]
    [InlineData("SELECT 1; SELECT 2 AS b", "b\r\n2\r\n")]
    [InlineData("SELECT NULL AS only", "only\r\n\r\n")]
    [InlineData("CREATE TABLE t(a)", "")]
    public async Task CSV_is_that_of_RFC_4180(string sql, string expected)
    {
        await using var host = await QueryingHost.StartAsync();

        (await host.TextAsync(sql, accept: Csv).ReadAsync()).Should().Be(expected);
    }

    [Theory]
    [InlineData(Ndjson, "{\"a\":1,\"b\":\"x\"}\n")]
    [InlineData(Csv, "a,b\r\n1,x\r\n")]
    public async Task JSON_requests_have_them_too(string accept, string expected)
    {
        await using var host = await QueryingHost.StartAsync();

        (await host.JsonAsync("""["CREATE TABLE t(a, b)",["INSERT INTO t VALUES(?,?)",1,"x"],"SELECT a, b FROM t"]""", accept: accept).ReadAsync())
            .Should().Be(expected);
    }

    [Theory]
    [InlineData(Ndjson, "{\"a\":1}\n{\"a\":2}\n")]
    [InlineData(Csv, "a\r\n1\r\n2\r\n")]
    public async Task What_a_write_returns_comes_as_rows(string accept, string expected)
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");

        (await host.TextAsync("INSERT INTO t VALUES(1), (2) RETURNING a", accept: accept).ReadAsync()).Should().Be(expected);

        (await host.ValueAsync("SELECT count(*) FROM t")).Should().Be("2");
    }

    [Theory]
    [InlineData(Ndjson, "", "{{\"x\":{0}}}\n")]
    [InlineData(Csv, "x\r\n", "{0}\r\n")]
    public async Task A_large_answer_comes_whole(string accept, string head, string line)
    {
        await using var host = await QueryingHost.StartAsync();
        var format = CompositeFormat.Parse(line);
        var expected = new StringBuilder(head);
        for (var number = 1; number <= 300_000; number++)
        {
            expected.AppendFormat(null, format, number);
        }

        var answer = await host.TextAsync(
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 300000) SELECT x FROM c", accept: accept).ReadAsync();

        (answer == expected.ToString()).Should().BeTrue("{0} characters came instead of {1}", answer.Length, expected.Length);
    }
}
