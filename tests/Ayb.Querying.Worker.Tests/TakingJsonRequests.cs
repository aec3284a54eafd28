using System.Text.Json;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

public sealed class TakingJsonRequests : WorkerScenario
{
    [Theory]
    [InlineData("""["SELECT 1"]""", "1")]
    [InlineData("""["SELECT 0", "SELECT 1"]""", "1")]
    [InlineData("""[["SELECT ? || ?", "a", 1]]""", "\"a1\"")]
    [InlineData("""[["SELECT :name", {"name": "a"}]]""", "\"a\"")]
    [InlineData("""[["SELECT typeof(?)", {"base64": "AP8="}]]""", "\"blob\"")]
    [InlineData("""[{"sql": "SELECT ?2", "params": [1, 2]}]""", "2")]
    [InlineData("""{"sql": "SELECT 1"}""", "1")]
    [InlineData("""{"sql": "SELECT @a + $b", "params": {"a": 1, "$b": 2}}""", "3")]
    [InlineData("""{"sql": "SELECT :a || :a", "params": {":a": "x"}}""", "\"xx\"")]
    [InlineData("""{"statements": [{"sql": "SELECT ?", "params": [true]}]}""", "1")]
    [InlineData("""{"params": [7], "sql": "SELECT ? -- and no more"}""", "7")]
    public async Task Every_form_of_a_request_runs(string json, string value)
    {
        var answer = JsonElement.Parse((await Worker.JsonAsync(json)).Json);

        answer.GetProperty("results").EnumerateArray().Last().GetProperty("rows")[0][0].GetRawText().Should().Be(value);
    }

    [Theory]
    [InlineData("null", "null", "null")]
    [InlineData("true", "1", "integer")]
    [InlineData("false", "0", "integer")]
    [InlineData("9223372036854775807", "9223372036854775807", "integer")]
    [InlineData("-9223372036854775808", "-9223372036854775808", "integer")]
    [InlineData("9007199254740993", "9007199254740993", "integer")]
    [InlineData("""{"integer":"-9223372036854775808"}""", "-9223372036854775808", "integer")]
    [InlineData("1.0", "1.0", "real")]
    [InlineData("1e300", "1e+300", "real")]
    [InlineData("0.1", "0.1", "real")]
    [InlineData("""{"real":"Infinity"}""", """{"real":"Infinity"}""", "real")]
    [InlineData("""{"real":"-Infinity"}""", """{"real":"-Infinity"}""", "real")]
    [InlineData("\"\"", "\"\"", "text")]
    [InlineData("""  "\u0000\"\\\n\ud83d\ude00" """, "\"\\u0000\\\"\\\\\\n😀\"", "text")]
    [InlineData("""{"base64":""}""", """{"base64":""}""", "blob")]
    [InlineData("""{"base64":"AP8="}""", """{"base64":"AP8="}""", "blob")]
    public async Task A_value_comes_back_as_it_went_in(string sent, string received, string type)
    {
        var answer = await Worker.JsonAsync($$"""{"sql": "SELECT ?1 AS v, typeof(?1) AS t", "params": [{{sent}}]}""");

        var result = JsonElement.Parse(answer.Json).GetProperty("results")[0];
        result.GetProperty("columns").GetRawText().Should().Be("""["v","t"]""");
        result.GetProperty("types").GetRawText().Should().Be($"""["{type}","text"]""");
        result.GetProperty("rows").GetRawText().Should().Be($"""[[{received},"{type}"]]""");
    }

    [Fact]
    public async Task A_long_blob_survives_in_whole()
    {
        var blob = new byte[300_001];
        new Random(1).NextBytes(blob);

        var answer = await Worker.JsonAsync($$"""{"sql": "SELECT ?", "params": [{"base64": "{{Convert.ToBase64String(blob)}}"}]}""");

        JsonElement.Parse(answer.Json).GetProperty("results")[0].GetProperty("rows")[0][0].GetProperty("base64").GetBytesFromBase64().Should().Equal(blob);
    }

    [Fact]
    public async Task Integers_are_strings_on_request()
    {
        await RunAsync("CREATE TABLE t (id INTEGER PRIMARY KEY, n INT)");

        var answer = await Worker.JsonAsync("""{"sql": "INSERT INTO t VALUES (9007199254740993, 7) RETURNING *", "integers": "string"}""");

        var result = JsonElement.Parse(answer.Json).GetProperty("results")[0];
        result.GetProperty("rows").GetRawText().Should().Be("""[["9007199254740993","7"]]""");
        result.GetProperty("rows_affected").GetString().Should().Be("1");
        result.GetProperty("last_insert_rowid").GetString().Should().Be("9007199254740993");
    }

    [Fact]
    public async Task Rows_are_objects_on_request_and_a_name_that_comes_again_gets_a_number()
    {
        var answer = await Worker.JsonAsync("""{"sql": "SELECT 1 AS id, 2 AS id, 3 AS \"say \"\"x\"\"\"", "rows": "objects"}""");

        JsonElement.Parse(answer.Json).GetProperty("results")[0].GetProperty("rows").GetRawText().Should().Be("""[{"id":1,"id:1":2,"say \"x\"":3}]""");
    }

    [Fact]
    public async Task A_result_counts_what_its_own_statement_changed()
    {
        var answer = await Worker.JsonAsync(
            """["CREATE TABLE t (Name VARCHAR(10))", "INSERT INTO t VALUES ('a'), ('b')", "UPDATE t SET Name = 'c' WHERE Name = 'a'", "SELECT * FROM t", "DELETE FROM t"]""");

        var results = JsonElement.Parse(answer.Json).GetProperty("results");
        results.EnumerateArray().Select(result => result.GetProperty("rows_affected").GetInt64()).Should().Equal(0, 2, 1, 0, 2);
        results[1].GetProperty("last_insert_rowid").GetInt64().Should().Be(2);
        results[3].GetProperty("types").GetRawText().Should().Be("""["varchar(10)"]""");
        results[3].GetProperty("time_ms").GetDouble().Should().BeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task A_failure_undoes_the_whole_request_and_says_which_statement_it_was()
    {
        await RunAsync("CREATE TABLE t (a UNIQUE)");

        var answer = await Worker.JsonAsync("""["INSERT INTO t VALUES (1)", "SELECT 1", "INSERT INTO t VALUES (1)"]""");

        answer.Failure.Should().Be(FailureCode.Sql);
        answer.Message.Should().Be("UNIQUE constraint failed: t.a");
        answer.Statement.Should().Be(2);
        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("0");
    }

    [Fact]
    public async Task Separate_statements_fail_for_themselves()
    {
        await RunAsync("CREATE TABLE t (a UNIQUE)");

        var answer = await Worker.JsonAsync(
            """{"statements": [{"sql": "INSERT INTO t VALUES (1)"}, {"sql": "INSERT INTO t VALUES (1) RETURNING a"}, {"sql": "selec"}, {"sql": "INSERT INTO t VALUES (2)"}], "transaction": false}""");

        var results = JsonElement.Parse(answer.Json).GetProperty("results");
        results.GetArrayLength().Should().Be(4);
        results[1].GetProperty("error").GetRawText().Should().Be("""{"type":"QueryError","message":"UNIQUE constraint failed: t.a"}""");
        results[2].GetProperty("error").GetProperty("message").GetString().Should().Be("near \"selec\": syntax error");
        (await Worker.QueryAsync("SELECT group_concat(a) FROM t")).Value.Should().Be("1,2");
    }

    [Fact]
    public async Task Who_may_only_read_has_its_reads_and_is_told_of_its_writes()
    {
        await RunAsync("CREATE TABLE t (a)");

        var answer = await Worker.JsonAsync(
            """{"statements": [{"sql": "SELECT 1"}, {"sql": "INSERT INTO t VALUES (1)"}, {"sql": "SELECT 2"}], "transaction": false}""", mayWrite: false);

        var results = JsonElement.Parse(answer.Json).GetProperty("results");
        results[0].GetProperty("rows").GetRawText().Should().Be("[[1]]");
        results[1].GetProperty("error").GetProperty("type").GetString().Should().Be("NoWriteAccessError");
        results[2].GetProperty("rows").GetRawText().Should().Be("[[2]]");
        (await Worker.JsonAsync("""["SELECT 1", "INSERT INTO t VALUES (1)"]""", mayWrite: false)).Failure.Should().Be(FailureCode.ReadOnly);
        (await Worker.QueryAsync("SELECT count(*) FROM t")).Value.Should().Be("0");
    }

    [Fact]
    public async Task A_large_read_before_a_write_is_one_transaction_with_it()
    {
        await RunAsync("CREATE TABLE t (a)");
        const string numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 50000) SELECT x FROM n";

        var answer = await Worker.JsonAsync($"""["{numbers}", "INSERT INTO t VALUES (1)", "SELECT count(*) FROM t"]""");

        var results = JsonElement.Parse(answer.Json).GetProperty("results");
        results[0].GetProperty("rows").GetArrayLength().Should().Be(50_000);
        results[2].GetProperty("rows").GetRawText().Should().Be("[[1]]");
    }

    [Fact]
    public async Task A_failure_after_the_first_rows_ends_the_document_well()
    {
        const string numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT CASE WHEN x = 100000 THEN abs(-9223372036854775807 - 1) ELSE x END FROM n";

        var answer = await Worker.JsonAsync($"""["SELECT 'first'", "{numbers}"]""");

        var results = JsonElement.Parse(answer.Json).GetProperty("results");
        results[0].GetProperty("rows").GetRawText().Should().Be("""[["first"]]""");
        results[1].GetProperty("rows").GetArrayLength().Should().Be(99_999);
        results[1].GetProperty("error").GetProperty("message").GetString().Should().Be("integer overflow");
    }

    [Fact]
    public async Task Values_do_not_stay_for_the_next_who_sends_the_same_text()
    {
        for (var round = 0; round < 4; round++)
        {
            await Worker.JsonAsync("""[["SELECT ?", "secret"]]""");
            (await Worker.QueryAsync("SELECT ?")).Value.Should().BeNull();
        }
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("{", "not valid JSON")]
    [InlineData("[\"SELECT 1\"", "not valid JSON")]
    [InlineData("[\"SELECT 1\"] 2", "not valid JSON")]
    [InlineData("7", "should be")]
    [InlineData("\"SELECT 1\"", "should be")]
    [InlineData("[]", "no statements")]
    [InlineData("{}", "no statements")]
    [InlineData("""{"sql": 7}""", "\"sql\" should be a string")]
    [InlineData("""{"sql": "SELECT 1", "statements": ["SELECT 1"]}""", "both")]
    [InlineData("""{"params": [1]}""", "belong")]
    [InlineData("""{"statement": []}""", "no member \"statement\"")]
    [InlineData("""{"statements": {}}""", "should be an array")]
    [InlineData("""[7]""", "A statement should be")]
    [InlineData("""[[]]""", "begins with its SQL")]
    [InlineData("""[{"params": []}]""", "lacks its \"sql\"")]
    [InlineData("""[{"sql": "SELECT 1", "sqll": 1}]""", "no member \"sqll\"")]
    [InlineData("""{"sql": "SELECT ?", "params": 1}""", "should be an array, or an object")]
    [InlineData("""{"sql": "SELECT ?", "params": [[1]]}""", "A value should be")]
    [InlineData("""{"sql": "SELECT ?", "params": [{"base64": "*"}]}""", "not base64")]
    [InlineData("""{"sql": "SELECT ?", "params": [{"base64": 1}]}""", "A value should be")]
    [InlineData("""{"sql": "SELECT ?", "params": [{"integer": "1.5"}]}""", "decimal integer")]
    [InlineData("""{"sql": "SELECT ?", "params": [{"real": "NaN"}]}""", "decimal number")]
    [InlineData("""{"sql": "SELECT ?", "params": [9223372036854775808]}""", "64 bits")]
    [InlineData("""{"sql": "SELECT ?", "params": [1e999]}""", "too large")]
    [InlineData("""[["SELECT ?", 1, {"a": 1}]]""", "stands alone")]
    [InlineData("""[["SELECT :a", {"a": 1}, 1]]""", "Nothing can follow")]
    [InlineData("""{"sql": "SELECT 1", "rows": "tables"}""", "\"arrays\" or \"objects\"")]
    [InlineData("""{"sql": "SELECT 1", "integers": 1}""", "\"number\" or \"string\"")]
    [InlineData("""{"sql": "SELECT 1", "transaction": "yes"}""", "true or false")]
    [InlineData("""["SELECT '\ud800'"]""", "not valid Unicode")]
    [InlineData("[[[[[[[[[[[[1]]]]]]]]]]]]", "begins with its SQL")]
    [InlineData("""[["SELECT ?", {"a": [[[[[[[[1]]]]]]]]}]]""", "A value should be")]
    public async Task A_body_that_is_no_request_is_refused(string body, string message)
    {
        var answer = await Worker.JsonAsync(body);

        answer.Failure.Should().Be(FailureCode.InvalidRequest);
        answer.Message.Should().Contain(message);
    }

    [Theory]
    [InlineData("""[["SELECT ?"]]""", "1 parameters, and 0 values")]
    [InlineData("""[["SELECT 1", 1]]""", "0 parameters, and 1 values")]
    [InlineData("""[["SELECT :a, :b", {"a": 1}]]""", "No value is given for the parameter :b")]
    [InlineData("""[["SELECT :a", {"a": 1, "b": 2}]]""", "no parameter named b")]
    [InlineData("""["SELECT 1; SELECT 2"]""", "one statement")]
    [InlineData("""["-- nothing"]""", "one statement")]
    [InlineData("""["COMMIT", "SELECT 1"]""", "cannot commit")]
    public async Task A_statement_that_does_not_fit_its_values_fails(string body, string message)
    {
        var answer = await Worker.JsonAsync(body);

        answer.Failure.Should().Be(FailureCode.Sql);
        answer.Message.Should().Contain(message);
    }

    [Fact]
    public async Task Nothing_to_run_tells_nothing_of_what_failed_before()
    {
        for (var round = 0; round < 8; round++)
        {
            await Worker.QueryAsync("SELECT secret");
            (await Worker.JsonAsync("""[""]""")).Message.Should().Contain("one statement").And.NotContain("secret");
        }
    }

    [Fact]
    public async Task A_result_that_is_too_large_before_a_write_says_so()
    {
        await RunAsync("CREATE TABLE t (a)");

        var answer = await Worker.JsonAsync("""["WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT hex(zeroblob(10000)) FROM n", "INSERT INTO t VALUES (1)"]""");

        answer.Failure.Should().Be(FailureCode.ResultTooLarge);
    }
}
