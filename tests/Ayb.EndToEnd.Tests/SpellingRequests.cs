using System.Text;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

/// <summary>Where upper and lower case mean the same, and where they do not.</summary>
public sealed class SpellingRequests
{
    [Fact]
    public async Task Header_names_the_scheme_and_entities_in_any_case()
    {
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        var marcua = await Account.RegisterAsync(server, "marcua");

        var created = await SendAsync("POST", "/v1/MarcUA/Books/create", $"AUTHORIZATION: bEaReR {marcua.Token}", "DB-TYPE: sqlite");
        var queried = await SendAsync("POST", "/v1/MARCUA/Books/query", $"authorization: bearer  {marcua.Token} ");
        var shown = await SendAsync("GET", "/v1/entity/MARCUA", $"Authorization: BEARER {marcua.Token}");
        var loggedIn = await SendAsync("POST", "/v1/log_in", "ENTITY: MarcUA");

        created.Should().Be("""201 {"entity":"marcua","database":"Books","database_type":"sqlite"}""");
        queried.Should().Be("""200 {"fields":["one"],"rows":[["1"]]}""");
        shown.Should().Be(
            """200 {"slug":"marcua","profile":{"display_name":null,"description":null,"organization":null,"location":null,"links":[]},"databases":"""
            + """[{"slug":"Books","database_type":"sqlite","origin":null}],"permissions":{"can_create_database":true}}""");
        loggedIn.Should().Be("200 {}");

        async Task<string> SendAsync(string method, string path, params string[] headers)
        {
            var answer = await RawHttp.SendAsync(
                server.Http.BaseAddress!, method, path, headers, method == "POST" ? Encoding.UTF8.GetBytes("SELECT 1 AS one") : []);
            return $"{answer.Status} {answer.Body}";
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Health_answers_to(string method)
    {
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(folder);

        var answer = await RawHttp.SendAsync(server.Http.BaseAddress!, method, "/health", ["Authorization: Bearer nonsense"], []);

        answer.Status.Should().Be(200);
        answer.Headers["Content-Type"].Should().Equal("application/json");
        answer.Body.Should().Be(method == "GET" ? """{"status":"ok"}""" : "");
        answer.Headers["Server"].Should().BeEmpty();
    }
}
