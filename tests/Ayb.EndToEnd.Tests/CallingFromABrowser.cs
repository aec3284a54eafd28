using System.Net;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

public sealed class CallingFromABrowser
{
    private const string Page = "https://app.example.com";

    [Theory]
    [InlineData(null, Page, "*")]
    [InlineData(Page, Page, Page)]
    [InlineData(Page, "https://other.example.com", null)]
    public async Task A_page_may_call_when_its_origin_is_allowed(string? configured, string origin, string? allowed)
    {
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(new ServerProcessOptions(folder.Path)
        {
            Environment = configured is null ? [] : new Dictionary<string, string> { ["AYB__CORS__ORIGIN"] = configured },
        });
        string[] from = [$"Origin: {origin}"];

        var preflight = await RawHttp.SendAsync(
            server.Http.BaseAddress!,
            "OPTIONS",
            "/v1/marcua/books/query",
            [.. from, "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: authorization,db-type"],
            []);
        var delete = await RawHttp.SendAsync(
            server.Http.BaseAddress!, "OPTIONS", "/v1/tokens/short", [.. from, "Access-Control-Request-Method: DELETE"], []);
        var health = await RawHttp.SendAsync(server.Http.BaseAddress!, "GET", "/health", from, []);
        var refused = await RawHttp.SendAsync(server.Http.BaseAddress!, "GET", "/v1/tokens", from, []);

        preflight.Status.Should().Be((int)HttpStatusCode.NoContent);
        string[] expected = allowed is null ? [] : [allowed];
        foreach (var answer in new[] { preflight, delete, health, refused })
        {
            answer.Headers["Access-Control-Allow-Origin"].Should().Equal(expected);
        }

        if (allowed is not null)
        {
            preflight.Headers["Access-Control-Allow-Methods"].Should().Equal("POST");
            preflight.Headers["Access-Control-Allow-Headers"].Should().Equal("authorization,db-type");
            preflight.Headers["Access-Control-Max-Age"].Should().Equal("7200");
            delete.Headers["Access-Control-Allow-Methods"].Should().Equal("DELETE");
            refused.Headers["Access-Control-Expose-Headers"].Should().Equal("Retry-After,Content-Disposition,Repr-Digest,Safety-Snapshot");
        }
    }
}
