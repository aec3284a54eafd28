using System.Net;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Identity.Tests.OAuth;

public sealed class GivingConsent
{
    [Fact]
    public async Task A_yes_sends_a_code_and_the_state_to_the_app()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);

        var sent = await scenario.AuthorizeAsync();

        sent.Status.Should().Be(HttpStatusCode.Found);
        sent.Location.Should().MatchRegex(@"^https://app\.example\.com/callback\?from=ayb&code=[A-Za-z0-9_-]{43}&state=s%26t%3D1&iss=http%3A%2F%2Flocalhost%3A5433$");
        sent.Headers["Cache-Control"].Should().Be("no-store");
        sent.Headers["Referrer-Policy"].Should().Be("no-referrer");
        scenario.Host.Facts.All.Should().BeEmpty("there is no token yet");
    }

    [Fact]
    public async Task A_no_says_so_to_the_app()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        var consent = await scenario.Browser.GetAsync(AppScenario.Address());

        var sent = await scenario.Browser.SubmitAsync(consent, ("database", "alice/books"), ("decision", "deny"));

        sent.Status.Should().Be(HttpStatusCode.Found);
        sent.Location.Should().Be("https://app.example.com/callback?from=ayb&error=access_denied&state=s%26t%3D1&iss=http%3A%2F%2Flocalhost%3A5433");
    }

    [Fact]
    public async Task A_state_that_was_not_sent_does_not_come_back()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        var consent = await scenario.Browser.GetAsync(AppScenario.Address(("state", null)));

        var sent = await scenario.Browser.SubmitAsync(consent, ("decision", "deny"));

        sent.Location.Should().Be("https://app.example.com/callback?from=ayb&error=access_denied&iss=http%3A%2F%2Flocalhost%3A5433");
    }

    [Theory]
    [InlineData("read-write", "alice/books", "read-write", "read-write")]
    [InlineData("read-write", "alice/books", "read-only", "read-only")]
    [InlineData("read-only", "alice/books", "read-only", "read-only")]
    [InlineData("read-only", "alice/books", "read-write", "read-only")]
    [InlineData("read-write", "alice/archive", "read-write", "read-only")]
    public async Task The_app_gets_the_least_of_what_it_wants_what_it_is_given_and_what_there_is_to_give(
        string scope, string database, string chosen, string level)
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        var code = await scenario.CodeAsync(database, chosen, scope);

        var exchanged = await scenario.Host.SendAsync(new ExchangeCode(code, AppScenario.Callback, AppScenario.Verifier));

        WireName.Of(exchanged.Value!.Access).Should().Be(level);
        exchanged.Value.Database.Should().Be(database);
        var bearer = await scenario.Host.PrincipalOfAsync(exchanged.Value!.AccessToken);
        bearer.Scope.Should().Be(new TokenScope(scenario.Find(database).Id, exchanged.Value!.Access));
    }

    [Fact]
    public async Task A_new_database_is_made_for_the_person()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);

        var sent = await scenario.AuthorizeAsync(database: "", newDatabase: "notes.sqlite");

        sent.Status.Should().Be(HttpStatusCode.Found);
        scenario.Created.Should().ContainSingle().Which.Should().Match<(Principal Caller, string Name)>(
            created => created.Caller.Id == scenario.Alice.Id && created.Name == "alice/notes.sqlite");
    }

    [Theory]
    [InlineData("bob/diary", "", "read-write", 403, "bob/diary is no database of yours that you could let an app use.")]
    [InlineData("alice/nothing", "", "read-write", 403, "alice/nothing is no database of yours that you could let an app use.")]
    [InlineData("alice", "", "read-write", 400, "A database is named as &#x27;entity/database&#x27;.")]
    [InlineData("", "", "read-write", 400, "Choose one of the databases, or a new one with a name.")]
    [InlineData("alice/books", "notes", "read-write", 400, "Choose one of the databases, or a new one with a name.")]
    [InlineData("", "books", "read-write", 409, "Database already exists")]
    [InlineData("", "no/name", "read-write", 400, "A database is named as &#x27;entity/database&#x27;.")]
    [InlineData("", "no name", "read-write", 400, "The database may only contain letters*")]
    [InlineData("alice/books", "", "manager", 400, "Choose what the app may do.")]
    [InlineData("alice/books", "", "", 400, "Choose what the app may do.")]
    [InlineData("alice/books", "", "none", 403, "alice/books is no database of yours that you could let an app use.")]
    public async Task What_does_not_do_is_asked_again(string database, string newDatabase, string level, int status, string complaint)
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);

        var page = await scenario.AuthorizeAsync(database, level, newDatabase);

        ((int)page.Status).Should().Be(status);
        page.Html.Should().Match($"*role=\"alert\">{complaint}*");
        page.Location.Should().BeNull();
        page.Fields.Should().ContainKey("code_challenge", "the form can be sent again");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "https://app.example.com")]
    public async Task A_form_of_another_site_is_refused(string header, string value)
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);

        var answer = await PostAsync(scenario, scenario.Browser, await ConsentFormAsync(scenario), (header, value));

        answer.Status.Should().Be(HttpStatusCode.Forbidden);
        answer.Location.Should().BeNull();
    }

    [Fact]
    public async Task A_form_of_our_own_page_is_taken_whatever_the_browser_says_of_it()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        var form = await ConsentFormAsync(scenario);
        var origin = scenario.Browser.Server.GetLeftPart(UriPartial.Authority);

        (await PostAsync(scenario, scenario.Browser, form, ("Origin", "null"), ("Sec-Fetch-Site", "same-origin"))).Status.Should().Be(HttpStatusCode.Found);
        (await PostAsync(scenario, scenario.Browser, form, ("Origin", origin))).Status.Should().Be(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_form_without_the_token_of_this_very_session_is_refused()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        using var anotherSession = await scenario.LogInAsync("carol");
        using var stranger = new FormBrowser(scenario.Browser.Server);
        var own = await ConsentFormAsync(scenario);
        var others = new[]
        {
            (await anotherSession.GetAsync(AppScenario.Address())).Fields["form_token"],
            (await stranger.GetAsync("/log_in")).Fields["form_token"],
            own["form_token"][..^1],
            "",
        };

        foreach (var token in others)
        {
            (await PostAsync(scenario, scenario.Browser, FormBrowser.Merge(own, ("form_token", token)))).Status
                .Should().Be(HttpStatusCode.Forbidden);
        }

        own.Remove("form_token");
        (await PostAsync(scenario, scenario.Browser, own)).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_form_without_cookies_is_refused_although_it_has_a_token()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        using var without = new FormBrowser(scenario.Browser.Server);

        (await PostAsync(scenario, without, await ConsentFormAsync(scenario))).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_token_that_was_narrowed_for_an_app_is_no_session()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        var exchanged = await scenario.Host.SendAsync(
            new ExchangeCode(await scenario.CodeAsync(), AppScenario.Callback, AppScenario.Verifier));
        using var app = new FormBrowser(scenario.Browser.Server);
        app.Cookies.Add(app.Server, new Cookie("ayb_session", exchanged.Value!.AccessToken));

        (await app.GetAsync(AppScenario.Address())).Location.Should().StartWith("/log_in?next=");
        var bearer = await scenario.Host.PrincipalOfAsync(exchanged.Value!.AccessToken);
        AuthorizationRequest.TryParse(
            Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(AppScenario.Address().Split('?')[1]), out var request, out _)
            .Should().BeTrue();
        var path = DatabasePath.Parse("alice/books").Value;
        (await scenario.Host.SendAsync(new AuthorizeApp(bearer, request!, path, IsNew: false, QueryAccess.ReadWrite)))
            .Error!.Kind.Should().Be(ErrorKind.Forbidden);
    }

    private static async Task<Dictionary<string, string>> ConsentFormAsync(AppScenario scenario)
    {
        var consent = await scenario.Browser.GetAsync(AppScenario.Address());
        return FormBrowser.Merge(consent.Fields, ("database", "alice/books"), ("permission_level", "read-only"), ("decision", "authorize"));
    }

    private static Task<BrowsedPage> PostAsync(
        AppScenario scenario, FormBrowser browser, Dictionary<string, string> form, params (string, string)[] headers)
    {
        scenario.Host.Facts.Clear();
        return browser.PostAsync("/oauth/authorize", form, headers);
    }
}
