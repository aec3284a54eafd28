using System.Text;
using System.Text.Json;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

/// <summary>JSON requests that are small to write and large to hold.</summary>
public sealed class SendingHostileJson : WorkerScenario
{
    private const int Longest = Frame.MaxToWorker - Frame.SessionSize;
    private const string TooLong = "The names of the columns are longer than 1 MiB together.";
    private const string TooMany = "A request takes 250,000 values for parameters. Send it in several.";

    [Theory]
    [InlineData("""{"sql":"SELECT 1","params":[""", "1,", "1]}")]
    [InlineData("""{"sql":"SELECT 1","params":[""", "\"a\",", "1]}")]
    [InlineData("""{"sql":"SELECT 1","params":[""", """{"real":"1"},""", "1]}")]
    [InlineData("""[["SELECT 1",""", "null,", "null]]")]
    [InlineData("""{"sql":"SELECT 1","params":{""", "\"name\":1,", "\"name\":1}}")]
    public async Task Millions_of_values_are_refused(string start, string piece, string end)
    {
        var answers = await AllAsync(Filled(start, piece, end), times: 3);

        answers.Should().OnlyContain(answer => answer.Failure == FailureCode.InvalidRequest && answer.Message == TooMany);
        await ShouldServeOthersAsync();
    }

    [Fact]
    public async Task Values_are_counted_over_all_statements()
    {
        var answer = await Worker.JsonAsync(Filled("[", """["SELECT 1",1,2,3,4],""", "[\"SELECT 1\",1]]", repeat: 70_000));

        answer.Message.Should().Be(TooMany);
    }

    [Fact]
    public async Task As_many_values_as_are_taken_are_taken()
    {
        await RunAsync("CREATE TABLE t(a, b)");

        var answer = await Worker.JsonAsync(Filled("[", """["INSERT INTO t VALUES(?,?)",1,"b"],""", """["SELECT count(*) FROM t"]]""", repeat: 90_000));

        JsonElement.Parse(answer.Json).GetProperty("results")[90_000].GetProperty("rows").GetRawText().Should().Be("[[90000]]");
    }

    [Theory]
    [InlineData("[", "\"SELECT 1\",", "\"SELECT 1\"]", "A request takes 100,000 statements.")]
    [InlineData("[", "\"\",", "\"\"]", "A request takes 100,000 statements.")]
    [InlineData("{\"", "a", "\":1}", "The request has no member \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…\": its members are *")]
    [InlineData("[{\"", "a", "\":1}]", "A statement has no member \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…\": its members are *")]
    [InlineData("[[\"SELECT ?\",", "1", "]]", "The integer 1111111111111111111111111111111111111111… does not fit into 64 bits.*")]
    [InlineData("[[\"SELECT ?\",1e", "9", "]]", "The number 1e99999999999999999999999999999999999999… is too large for a real.")]
    [InlineData("[[\"SELECT ?\",{\"integer\":\"", "9", "\"}]]", "A value of \"integer\" is not a decimal integer of 64 bits.")]
    [InlineData("[[\"SELECT ?\",{\"base64\":\"", "%", "\"}]]", "A value of \"base64\" is not base64.")]
    [InlineData("", "[", "]", "*")]
    [InlineData("[[\"SELECT ?\",", "[", "]", "A value should be *")]
    [InlineData("", "{\"sql\":", "1}", "*")]
    [InlineData("", " ", "", "The body is not valid JSON, at line 1, *")]
    public async Task As_much_as_a_request_may_hold_of_anything_is_refused(string start, string piece, string end, string message)
    {
        var answers = await AllAsync(Filled(start, piece, end), times: 3);

        answers.Should().OnlyContain(answer => answer.Failure == FailureCode.InvalidRequest);
        answers.Select(answer => answer.Message).Should().AllSatisfy(actual => actual.Should().Match(message));
        await ShouldServeOthersAsync();
    }

    [Fact]
    public async Task Each_of_a_hundred_thousand_statements_fails_by_itself()
    {
        var answer = await Worker.JsonAsync(Filled("""{"transaction":false,"statements":[""", "\"x\",", "\"SELECT 7\"]}", repeat: 99_999));

        var results = JsonElement.Parse(answer.Json).GetProperty("results");
        results.GetArrayLength().Should().Be(100_000);
        results[0].GetProperty("error").GetProperty("message").GetString().Should().Be("near \"x\": syntax error");
        results[99_999].GetProperty("rows").GetRawText().Should().Be("[[7]]");
    }

    [Fact]
    public async Task Values_by_names_are_one_for_each_parameter()
    {
        var names = string.Join(',', Enumerable.Range(0, 32_766).Select(number => $":p{number}"));
        var values = string.Join(',', Enumerable.Range(0, 32_766).Select(number => $"\"p{number}\":{number}"));

        var answer = await Worker.JsonAsync($$"""{"params":{ {{values}} },"sql":"SELECT 32765 IN ({{names}})"}""");

        JsonElement.Parse(answer.Json).GetProperty("results")[0].GetProperty("rows").GetRawText().Should().Be("[[1]]");
        (await Worker.JsonAsync($$"""{"params":{ {{values}} },"sql":"SELECT 1"}""")).Message.Should().Be("The statement has no parameter named p0.");
    }

    [Theory]
    [InlineData(2_000, 1_900)]
    [InlineData(600_000, 2)]
    public async Task Names_of_columns_are_not_repeated_without_end(int length, int columns)
    {
        var sql = "SELECT " + string.Join(',', Enumerable.Repeat($"1 AS {new string('n', length)}", columns));

        var answer = await Worker.JsonAsync($$"""{"rows":"objects","statements":["{{sql}}"]}""");
        JsonElement.Parse(answer.Json).GetProperty("results")[0].GetProperty("error").GetProperty("message").GetString().Should().StartWith(TooLong);
        (await Worker.TextAsync(sql, AnswerFormat.Ndjson)).Message.Should().StartWith(TooLong);
        JsonElement.Parse((await Worker.JsonAsync($$"""["{{sql}}"]""")).Json).GetProperty("results")[0].TryGetProperty("error", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Two_thousand_columns_of_one_name_are_told_apart()
    {
        var answer = await Worker.TextAsync("SELECT " + string.Join(',', Enumerable.Repeat("1 AS n", 2_000)), AnswerFormat.Ndjson);

        JsonElement.Parse(answer.Json).EnumerateObject().Select(member => member.Name).Should().OnlyHaveUniqueItems().And.HaveCount(2_000).And.EndWith("n:1999");
    }

    private async Task<Answer[]> AllAsync(string json, int times)
    {
        var sent = new List<SentQuery>();
        for (var query = 0; query < times; query++)
        {
            sent.Add(await Worker.SendQueryAsync(Encoding.UTF8.GetBytes(json), FrameMarks.Json | FrameMarks.MayWrite, AnswerFormat.Json));
        }

        return await Task.WhenAll(sent.Select(query => query.FinishAsync()));
    }

    private async Task ShouldServeOthersAsync() => (await Worker.QueryAsync("SELECT 1")).Value.Should().Be("1");

    /// <summary>As many pieces between start and end as a request may hold.</summary>
    private static string Filled(string start, string piece, string end, int? repeat = null)
    {
        var text = new StringBuilder(start);
        text.Insert(text.Length, piece, repeat ?? (Longest - start.Length - end.Length) / piece.Length);
        return text.Append(end).ToString();
    }
}
