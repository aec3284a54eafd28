using System.Net;
using Ayb.Querying.Tests.Fixtures;

namespace Ayb.Querying.Tests;

public sealed class ChoosingAFormat
{
    private const string Json = "application/json";
    private const string Ndjson = "application/x-ndjson";
    private const string Csv = "text/csv; charset=utf-8; header=present";

    [Theory]
    [InlineData(null, Json)]
    [InlineData("", Json)]
    [InlineData("*/*", Json)]
    [InlineData("application/json", Json)]
    [InlineData("application/json, text/plain, */*", Json)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", Json)]
    [InlineData("text/html", Json)]
    [InlineData("application/json;q=0", Json)]
    [InlineData("nonsense", Json)]
    [InlineData("application/x-ndjson", Ndjson)]
    [InlineData("APPLICATION/X-NDJSON", Ndjson)]
    [InlineData("application/x-ndjson, */*;q=0.1", Ndjson)]
    [InlineData("application/json;q=0.5, application/x-ndjson", Ndjson)]
    [InlineData("application/json;q=0, application/*", Ndjson)]
    [InlineData("text/csv", Csv)]
    [InlineData("text/csv; charset=utf-8", Csv)]
    [InlineData("text/*", Csv)]
    [InlineData("text/csv, */*", Csv)]
    [InlineData("*/*, text/csv", Csv)]
    [InlineData("application/json;q=0.8, text/csv;q=0.9, application/x-ndjson;q=0.1", Csv)]
    [InlineData("text/csv, application/json", Csv)]
    [InlineData("application/json, text/csv", Json)]
    [InlineData("text/csv;q=0, text/*;q=0.9, application/x-ndjson;q=0.2", Ndjson)]
    public async Task The_type_that_is_liked_best_is_sent(string? accept, string expected)
    {
        await using var host = await QueryingHost.StartAsync();

        var response = await host.TextAsync("SELECT 1 AS one", accept: accept);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.GetValues("content-type").Should().Equal(expected);
        (await response.Content.ReadAsStringAsync()).Should().Be(expected switch
        {
            Ndjson => "{\"one\":1}\n",
            Csv => "one\r\n1\r\n",
            _ => """{"fields":["one"],"rows":[["1"]]}""",
        });
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("application/x-ndjson")]
    public async Task An_error_is_JSON_whatever_was_asked_for(string accept)
    {
        await using var host = await QueryingHost.StartAsync();

        var response = host.TextAsync("SELECT nope", accept: accept);

        await response.ShouldFailAsync(HttpStatusCode.BadRequest, "QueryError", "no such column: nope");
        (await response).Content.Headers.ContentType!.ToString().Should().Be(Json);
    }
}
