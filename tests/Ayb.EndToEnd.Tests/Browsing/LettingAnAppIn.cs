using System.Net;
using System.Text.Json;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Browsing;

/// <summary>From the app's request to its queries, through the whole server.</summary>
public sealed class LettingAnAppIn
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_app_reaches_the_one_database_at_the_one_level_until_that_is_taken_back(MetadataEngine engine)
    {
        using var folder = new TestFolder();
        await using var server = await PageServer.StartAsync(engine, folder.Path);
        await using var app = new App();
        var alice = await Account.RegisterAsync(server, "alice");
        await alice.CreateAsync("books");
        await alice.CreateAsync("films");
        await alice.QueryAsync("books", "CREATE TABLE book (title); INSERT INTO book VALUES ('Middlemarch')");
        using var browser = await LogInAsync(server);

        var granted = await AuthorizeAsync(server, browser, app, ("database", "alice/books"), ("permission_level", "read-only"));

        granted.GetProperty("database").GetString().Should().Be("alice/books");
        granted.GetProperty("query_permission_level").GetString().Should().Be("read-only");
        granted.GetProperty("database_url").GetString().Should().EndWith("/v1/alice/books");
        var caller = alice with { Token = granted.GetProperty("access_token").GetString()! };
        (await caller.QueryAsync("books", "SELECT title FROM book")).Should().BeEquivalentTo(new[] { new[] { "Middlemarch" } });
        (await server.CallAsync(caller, "POST alice/books/query", "DELETE FROM book")).Should().StartWith("403 ").And.Contain("NoWriteAccessError");
        (await server.CallAsync(caller, "POST alice/films/query", "SELECT 1")).Should().StartWith("403 ");
        (await server.CallAsync(caller, "GET alice/films/details")).Should().StartWith("403 ");
        (await server.CallAsync(caller, "POST alice/more/create", body: null, "db-type: sqlite")).Should().StartWith("403 ");
        (await server.CallAsync(caller, "PATCH alice/books/update", body: null, "public-sharing-level: read-only")).Should().StartWith("403 ");
        (await server.CallAsync(caller, "GET tokens")).Should().StartWith("403 ");
        (await caller.DatabasesAsync()).Should().Equal("books");
        (await server.CallAsync(alice, "GET tokens")).Should().Contain("\"scoped_database\":\"alice/books\",\"permission_level\":\"read-only\",\"app_name\":\"Notes\"");

        (await server.CallAsync(alice, $"DELETE tokens/{caller.Token.Split('_')[1]}")).Should().Be("200 {}");
        (await server.CallAsync(caller, "POST alice/books/query", "SELECT 1")).Should().StartWith("401 ");
        server.Output.Should().NotContainAny(caller.Token, app.Verifier, Account.MailedToken(server, "alice"));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_app_gets_a_new_database_to_write_to(MetadataEngine engine)
    {
        using var folder = new TestFolder();
        await using var server = await PageServer.StartAsync(engine, folder.Path);
        await using var app = new App();
        var alice = await Account.RegisterAsync(server, "alice");
        using var browser = await LogInAsync(server);

        var granted = await AuthorizeAsync(
            server, browser, app, ("database", ""), ("new_database", "notes.sqlite"), ("permission_level", "read-write"));

        var caller = alice with { Token = granted.GetProperty("access_token").GetString()! };
        await caller.QueryAsync("notes.sqlite", "CREATE TABLE note (text); INSERT INTO note VALUES ('first')");
        (await alice.QueryAsync("notes.sqlite", "SELECT text FROM note")).Should().BeEquivalentTo(new[] { new[] { "first" } });
        (await alice.PublicLevelAsync("notes.sqlite")).Should().Be("no-access");

        var again = await SubmitAsync(browser, app, ("database", ""), ("new_database", "notes.sqlite"), ("permission_level", "read-write"));
        again.Status.Should().Be(HttpStatusCode.Conflict);
        again.Html.Should().Contain("Database already exists");
    }

    [Fact]
    public async Task The_token_endpoint_is_open_to_apps_on_any_origin_and_never_with_cookies()
    {
        using var folder = new TestFolder();
        await using var server = await PageServer.StartAsync(MetadataEngine.Sqlite, folder.Path);
        string[] preflight = ["Origin: https://app.example.com", "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type"];

        var token = await RawHttp.SendAsync(server.Http.BaseAddress!, "OPTIONS", "/v1/oauth/token", preflight, []);

        token.Headers["Access-Control-Allow-Origin"].Should().Equal("*");
        token.Headers["Access-Control-Allow-Credentials"].Should().BeEmpty();
    }

    private static async Task<FormBrowser> LogInAsync(ServerProcess server)
    {
        var browser = new FormBrowser(server.Http.BaseAddress!);
        await browser.SubmitAsync(await browser.GetAsync("/log_in"), ("entity", "alice"));
        var confirmed = await browser.SubmitAsync(await browser.GetAsync(PageServer.MailedLink(server, "alice")));
        confirmed.Status.Should().Be(HttpStatusCode.SeeOther, confirmed.Html);
        return browser;
    }

    private static async Task<BrowsedPage> SubmitAsync(FormBrowser browser, App app, params (string, string)[] choice)
    {
        var consent = await browser.GetAsync(app.AuthorizePath("read-write"));
        consent.Status.Should().Be(HttpStatusCode.OK, consent.Html);
        return await browser.SubmitAsync(consent, [.. choice, ("decision", "authorize")]);
    }

    private static async Task<JsonElement> AuthorizeAsync(
        ServerProcess server, FormBrowser browser, App app, params (string, string)[] choice)
    {
        var sent = await SubmitAsync(browser, app, choice);
        sent.Status.Should().Be(HttpStatusCode.Found, sent.Html);
        sent.Location.Should().StartWith(app.RedirectUri + "?code=").And.Contain("&state=here&iss=");
        var code = System.Web.HttpUtility.ParseQueryString(new Uri(sent.Location!).Query)["code"]!;

        using var response = await server.Http.PostAsync("/v1/oauth/token", new FormUrlEncodedContent(app.Exchange(code)));

        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, body);
        return JsonElement.Parse(body);
    }
}
