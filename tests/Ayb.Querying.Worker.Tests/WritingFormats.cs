using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

public sealed class WritingFormats : WorkerScenario
{
    private const string Values =
        "SELECT 1 AS i, 1.0 AS r, 'a' AS t, x'00ff' AS b, NULL AS n, '' AS e UNION ALL SELECT 2, 9e999, 'say \"x\", y' || char(10), x'616263', NULL, ' '";

    [Fact]
    public async Task Csv_has_a_header_and_tells_null_from_nothing()
    {
        var answer = await Worker.TextAsync(Values, AnswerFormat.Csv);

        answer.Json.Should().Be("i,r,t,b,n,e\r\n1,1.0,a,X'00FF',,\"\"\r\n2,Inf,\"say \"\"x\"\", y\n\",abc,, \r\n");
    }

    [Fact]
    public async Task Ndjson_is_an_object_a_line()
    {
        var answer = await Worker.TextAsync(Values, AnswerFormat.Ndjson);

        answer.Json.Should().Be(
            """
            {"i":1,"r":1.0,"t":"a","b":{"base64":"AP8="},"n":null,"e":""}
            {"i":2,"r":{"real":"Infinity"},"t":"say \"x\", y\n","b":{"base64":"YWJj"},"n":null,"e":" "}

            """);
    }

    [Theory]
    [InlineData(AnswerFormat.Csv)]
    [InlineData(AnswerFormat.Ndjson)]
    public async Task The_last_statement_decides(AnswerFormat format)
    {
        (await Worker.TextAsync("SELECT 1; CREATE TABLE t (a)", format)).Bytes.Should().BeEmpty();
        (await Worker.JsonAsync("""["SELECT 1", "INSERT INTO t VALUES (7)"]""", format: format)).Bytes.Should().BeEmpty();
        (await Worker.JsonAsync("""["SELECT 1 AS a", "SELECT a FROM t"]""", format: format)).Json.Should().Contain("7").And.NotContain("1");
    }

    [Theory]
    [InlineData(AnswerFormat.Csv)]
    [InlineData(AnswerFormat.Ndjson)]
    public async Task A_failure_before_the_first_row_is_nothing_but_a_failure(AnswerFormat format)
    {
        var answer = await Worker.TextAsync("SELECT abs(-9223372036854775807 - 1)", format);

        answer.Failure.Should().Be(FailureCode.Sql);
        answer.Bytes.Should().BeEmpty();
    }

    [Fact]
    public async Task A_failure_among_the_rows_is_the_last_line_of_ndjson()
    {
        var answer = await Worker.TextAsync(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT CASE WHEN x = 100000 THEN abs(-9223372036854775807 - 1) ELSE x END AS x FROM n",
            AnswerFormat.Ndjson);

        answer.Failure.Should().Be(FailureCode.Sql);
        Encoding.UTF8.GetString(answer.Bytes).Should().EndWith("{\"x\":99999}\n{\"error\":{\"type\":\"QueryError\",\"message\":\"integer overflow\"}}\n");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_repaired_in_every_format()
    {
        const string sql = "SELECT CAST(x'61ff62' AS TEXT) AS t";

        (await Worker.TextAsync(sql, AnswerFormat.Csv)).Json.Should().Be("t\r\na\uFFFDb\r\n");
        (await Worker.TextAsync(sql, AnswerFormat.Ndjson)).Json.Should().Be("{\"t\":\"a\uFFFDb\"}\n");
    }
}
