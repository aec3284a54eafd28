using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Ayb.Querying.Protocol;
using Ayb.Querying.Tests.Fixtures;

namespace Ayb.Querying.Tests;

public sealed class SendingJson
{
    [Fact]
    public async Task Each_statement_has_its_result()
    {
        await using var host = await QueryingHost.StartAsync();

        var results = await host.ResultsAsync("""
            {"statements":[
              {"sql":"CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT)"},
              {"sql":"INSERT INTO t(id, name) VALUES(?, ?), (?, ?)","params":[7,"a",9,"b"]},
              {"sql":"SELECT id, name, id * 2 AS twice FROM t WHERE name = :name","params":{"name":"b"}}]}
            """);

        results.GetArrayLength().Should().Be(3);
        results[1].GetProperty("rows_affected").GetInt64().Should().Be(2);
        results[1].GetProperty("last_insert_rowid").GetInt64().Should().Be(9);
        results[2].GetProperty("columns").GetRawText().Should().Be("""["id","name","twice"]""");
        results[2].GetProperty("types").GetRawText().Should().Be("""["integer","text","integer"]""");
        results[2].GetProperty("rows").GetRawText().Should().Be("""[[9,"b",18]]""");
        results[2].GetProperty("rows_affected").GetInt64().Should().Be(0);
        results[2].GetProperty("time_ms").GetDouble().Should().BeGreaterThanOrEqualTo(0);
    }

    [Theory]
    [InlineData("""{"sql":"SELECT ?, ?","params":[1,"a"]}""", """[[1,"a"]]""")]
    [InlineData("""{"sql":"SELECT :a, @b, $c","params":{"a":1,"b":2,"c":3}}""", "[[1,2,3]]")]
    [InlineData("""{"sql":"SELECT 1"}""", "[[1]]")]
    [InlineData("""["SELECT 1"]""", "[[1]]")]
    [InlineData("""[["SELECT ?, ?", "a", 1]]""", """[["a",1]]""")]
    [InlineData("""[["SELECT :name", {"name":"a"}]]""", """[["a"]]""")]
    [InlineData("""[["SELECT typeof(?)", {"base64":"AP8="}]]""", """[["blob"]]""")]
    [InlineData("""[{"sql":"SELECT ?","params":[1]}]""", "[[1]]")]
    [InlineData("""{"statements":["SELECT 1"]}""", "[[1]]")]
    [InlineData("""{"statements":[["SELECT ?", 2]],"rows":"objects"}""", """[{"?":2}]""")]
    [InlineData("""{"sql":"SELECT 1 AS a, 2 AS b","rows":"objects"}""", """[{"a":1,"b":2}]""")]
    [InlineData("""{"sql":"SELECT 1 AS a","rows":"arrays","integers":"string","transaction":false}""", """[["1"]]""")]
    [InlineData(" [ \n \"SELECT 1\" ] ", "[[1]]")]
    public async Task It_may_have_many_forms(string request, string rows)
    {
        await using var host = await QueryingHost.StartAsync();

        (await host.RowsAsync(request)).Should().Be(rows);
    }

    [Theory]
    [InlineData("null", "null", "null")]
    [InlineData("true", "1", "integer")]
    [InlineData("false", "0", "integer")]
    [InlineData("0", "0", "integer")]
    [InlineData("-1", "-1", "integer")]
    [InlineData("9007199254740993", "9007199254740993", "integer")]
    [InlineData("9223372036854775807", "9223372036854775807", "integer")]
    [InlineData("-9223372036854775808", "-9223372036854775808", "integer")]
    [InlineData("""{"integer":"9223372036854775807"}""", "9223372036854775807", "integer")]
    [InlineData("""{"integer":"-9007199254740993"}""", "-9007199254740993", "integer")]
    [InlineData("1.0", "1.0", "real")]
    [InlineData("0.1", "0.1", "real")]
    [InlineData("1e300", "1e+300", "real")]
    [InlineData("5e-324", "5e-324", "real")]
    [InlineData("-0.0", "-0.0", "real")]
    [InlineData("9223372036854775808.0", "9.223372036854776e+18", "real")]
    [InlineData("""{"real":"0.5"}""", "0.5", "real")]
    [InlineData("""{"real":"Infinity"}""", """{"real":"Infinity"}""", "real")]
    [InlineData("""{"real":"-Infinity"}""", """{"real":"-Infinity"}""", "real")]
    [InlineData("\"\"", "\"\"", "text")]
    [InlineData("\"text\"", "\"text\"", "text")]
    [InlineData("""  "\"\\\/\b\f\n\r\t\u0001" """, """  "\"\\/\u0008\u000c\n\r\t\u0001" """, "text")]
    [InlineData("""  "a\u0000b" """, """  "a\u0000b" """, "text")]
    [InlineData("\"\u00e9\u20ac\U0001F600\"", "\"\u00e9\u20ac\U0001F600\"", "text")]
    [InlineData("""  "\ud83d\ude00" """, "\"\U0001F600\"", "text")]
    [InlineData("""{"base64":""}""", """{"base64":""}""", "blob")]
    [InlineData("""{"base64":"AA=="}""", """{"base64":"AA=="}""", "blob")]
    [InlineData("""{"base64":"AP8Q"}""", """{"base64":"AP8Q"}""", "blob")]
    public async Task A_value_comes_back_as_it_was_sent(string value, string expected, string type)
    {
        await using var host = await QueryingHost.StartAsync();

        var bound = await host.RowsAsync($$"""{"sql":"SELECT ?1, typeof(?1)","params":[{{value}}]}""");
        await host.ResultsAsync($$"""{"statements":["CREATE TABLE t(a)",["INSERT INTO t VALUES(?)",{{value}}]]}""");
        var stored = await host.RowsAsync("""{"sql":"SELECT a, typeof(a) FROM t"}""");

        bound.Should().Be($"""[[{expected.Trim()},"{type}"]]""");
        stored.Should().Be(bound);
    }

    [Fact]
    public async Task A_large_blob_and_a_large_text_come_back()
    {
        await using var host = await QueryingHost.StartAsync();
        var blob = new byte[3_000_001];
        new Random(20_260_305).NextBytes(blob);
        var text = string.Concat(Enumerable.Repeat("\u20ac\\\"\n\U0001F600x", 200_000));

        var results = await host.ResultsAsync(
            $$"""{"sql":"SELECT ?, ?","params":[{"base64":"{{Convert.ToBase64String(blob)}}"},{{JsonSerializer.Serialize(text)}}]}""");

        var row = results[0].GetProperty("rows")[0];
        row[0].GetProperty("base64").GetBytesFromBase64().Should().Equal(blob);
        row[1].GetString().Should().Be(text);
    }

    [Fact]
    public async Task Integers_are_strings_when_asked_for()
    {
        await using var host = await QueryingHost.StartAsync();

        (await host.RowsAsync("""{"sql":"SELECT 9007199254740993, 1.5, '1', NULL","integers":"string"}"""))
            .Should().Be("""[["9007199254740993",1.5,"1",null]]""");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("SELECT 1")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"SELECT 1\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"statements":[]}""")]
    [InlineData("""{"statements":{}}""")]
    [InlineData("""{"statements":[1]}""")]
    [InlineData("""{"statements":[{}]}""")]
    [InlineData("""{"statements":[[]]}""")]
    [InlineData("""{"sql":1}""")]
    [InlineData("""{"sql":"SELECT 1","parameters":[1]}""")]
    [InlineData("""{"sql":"SELECT ?","params":1}""")]
    [InlineData("""{"sql":"SELECT ?","params":[[1]]}""")]
    [InlineData("""{"sql":"SELECT ?","params":[{"x":1}]}""")]
    [InlineData("""{"sql":"SELECT ?","params":[{"base64":"?"}]}""")]
    [InlineData("""{"sql":"SELECT ?","params":[{"integer":"1.5"}]}""")]
    [InlineData("""{"sql":"SELECT ?","params":[{"integer":"9223372036854775808"}]}""")]
    [InlineData("""{"sql":"SELECT ?","params":[{"real":"NaN"}]}""")]
    [InlineData("""{"sql":"SELECT ?","params":[9223372036854775808]}""")]
    [InlineData("""{"sql":"SELECT ?","params":[1e400]}""")]
    [InlineData("""{"sql":"SELECT 1","rows":"lists"}""")]
    [InlineData("""{"sql":"SELECT 1","integers":1}""")]
    [InlineData("""{"sql":"SELECT 1","transaction":"yes"}""")]
    [InlineData("""{"sql":"SELECT 1"} trailing""")]
    [InlineData("""{"sql":"SELECT 1",}""")]
    [InlineData("""{"sql":"SELECT '\ud800'"}""")]
    public async Task What_is_no_request_is_refused(string json)
    {
        await using var host = await QueryingHost.StartAsync();

        await host.JsonAsync(json).ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "*");

        (await host.ValueAsync("SELECT 1")).Should().Be("1");
    }

    [Theory]
    [InlineData("""["INSERT INTO t VALUES(2)","SELECT nope"]""", 1, "no such column: nope")]
    [InlineData("""["INSERT INTO t VALUES(2)","INSERT INTO t VALUES(1)"]""", 1, "UNIQUE constraint failed: t.a")]
    [InlineData("""["SELEKT"]""", 0, "*syntax error")]
    [InlineData("""["INSERT INTO t VALUES(2); INSERT INTO t VALUES(3)"]""", 0, "*one statement*")]
    [InlineData("""[["INSERT INTO t VALUES(?)"]]""", 0, "*")]
    [InlineData("""[["INSERT INTO t VALUES(?)",1,2]]""", 0, "*")]
    [InlineData("""[["INSERT INTO t VALUES(:a)",{"b":2}]]""", 0, "*")]
    public async Task A_failure_names_its_statement_and_undoes_all(string json, int statement, string message)
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a PRIMARY KEY); INSERT INTO t VALUES(1)");

        var response = host.JsonAsync(json);

        await response.ShouldFailAsync(HttpStatusCode.BadRequest, "QueryError", message);
        JsonElement.Parse(await (await response).Content.ReadAsStringAsync()).GetProperty("statement").GetInt32().Should().Be(statement);
        (await host.ValueAsync("SELECT group_concat(a) FROM t")).Should().Be("1");
    }

    [Fact]
    public async Task Without_a_transaction_each_statement_stands_for_itself()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a PRIMARY KEY)");

        var results = await host.ResultsAsync("""
            {"statements":["INSERT INTO t VALUES(1)","INSERT INTO t VALUES(1)","SELECT nope","INSERT INTO t VALUES(2)","SELECT a FROM t"],"transaction":false}
            """);

        results[0].GetProperty("rows_affected").GetInt64().Should().Be(1);
        results[1].GetProperty("error").GetRawText().Should().Be("""{"type":"QueryError","message":"UNIQUE constraint failed: t.a"}""");
        results[2].GetProperty("error").GetProperty("message").GetString().Should().Be("no such column: nope");
        results[4].GetProperty("rows").GetRawText().Should().Be("[[1],[2]]");
    }

    [Theory]
    [InlineData("""["INSERT INTO t VALUES(1)"]""")]
    [InlineData("""["SELECT 1","DROP TABLE t"]""")]
    [InlineData("""{"sql":"DELETE FROM t RETURNING a"}""")]
    public async Task Who_may_read_only_cannot_write(string json)
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");

        await host.JsonAsync(json, caller: "bob").ShouldFailAsync(HttpStatusCode.Forbidden, "NoWriteAccessError", "*read-only mode");

        (await host.ResultsAsync("""["SELECT count(*) FROM t"]""", caller: "bob"))[0].GetProperty("rows").GetRawText().Should().Be("[[0]]");
    }

    [Fact]
    public async Task A_read_only_failure_of_one_is_a_result_without_a_transaction()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");

        var results = await host.ResultsAsync("""{"statements":["SELECT 1","INSERT INTO t VALUES(1)"],"transaction":false}""", caller: "bob");

        results[0].GetProperty("rows").GetRawText().Should().Be("[[1]]");
        results[1].GetProperty("error").GetProperty("type").GetString().Should().Be("NoWriteAccessError");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    [InlineData("application/vnd.api+json")]
    public async Task The_type_tells_that_it_is_JSON(string contentType)
    {
        await using var host = await QueryingHost.StartAsync();
        var body = new StringContent("""["SELECT 1"]""") { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };

        var response = await host.QueryAsync(body);

        (await response.Content.ReadAsStringAsync()).Should().StartWith("""{"results":[{"columns":["1"],""");
    }

    [Fact]
    public async Task It_may_have_sixteen_MiB_and_no_more()
    {
        const int longest = Frame.MaxToWorker - Frame.SessionSize;
        await using var host = await QueryingHost.StartAsync();

        (await (await host.QueryAsync(Body(longest))).Content.ReadAsStringAsync()).Should().StartWith("""{"results":[""");
        await host.QueryAsync(Body(longest + 1)).ShouldFailAsync(HttpStatusCode.RequestEntityTooLarge, "Other", "*16 MiB*");

        static ByteArrayContent Body(int length)
        {
            var bytes = new byte[length];
            Array.Fill(bytes, (byte)' ');
            """["SELECT 1"]"""u8.CopyTo(bytes);
            return new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }
    }
}
