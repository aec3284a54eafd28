using System.Net;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Identity.Tests.OAuth;

public sealed class AskingForConsent
{
    [Fact]
    public async Task The_page_says_who_asks_for_what_and_where_it_goes()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);

        var page = await scenario.Browser.GetAsync(AppScenario.Address());

        page.Status.Should().Be(HttpStatusCode.OK);
        page.Html.Should().Contain("<bdi>Notes</bdi>").And.Contain("<strong>app.example.com</strong>").And.Contain("read and write one database")
            .And.Contain("value=\"alice/books\" />").And.Contain("value=\"alice/archive\" />").And.NotContain("diary");
        page.Headers["Content-Security-Policy"].Should().Be(
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' https://app.example.com; "
            + "frame-ancestors 'none'; base-uri 'none'");
        page.Headers.Should().Contain(
            KeyValuePair.Create("X-Content-Type-Options", "nosniff"),
            KeyValuePair.Create("Referrer-Policy", "no-referrer"),
            KeyValuePair.Create("Cache-Control", "no-store"));
        scenario.Host.Facts.All.Should().BeEmpty();
    }

    [Theory]
    [InlineData("https://script.google.com/macros/s/MALLORY", true)]
    [InlineData("https://pages.example.com/?site=mallory", true)]
    [InlineData("https://app.example.com/", false)]
    [InlineData("https://app.example.com", false)]
    public async Task Where_a_host_has_many_apps_the_page_says_which(string redirectUri, bool isShown)
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);

        var page = await scenario.Browser.GetAsync(AppScenario.Address(("redirect_uri", redirectUri)));

        page.Html.Contains($"<code>{redirectUri}</code>", StringComparison.Ordinal).Should().Be(isShown);
    }

    [Fact]
    public async Task An_app_that_wants_to_read_is_offered_no_more()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);

        var page = await scenario.Browser.GetAsync(AppScenario.Address(("scope", "read-only")));

        page.Html.Should().Contain("read one database").And.NotContain("read-write");
    }

    [Fact]
    public async Task Databases_of_organizations_are_offered_to_their_owners()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        var owner = scenario.Alice with { Memberships = [new Membership(scenario.Bob.Id, MemberRole.Owner)] };
        var member = scenario.Alice with { Memberships = [new Membership(scenario.Bob.Id, MemberRole.Member)] };

        (await scenario.Host.SendAsync(new ShowConsent(owner))).Value.Databases
            .Should().Equal("alice/books", "alice/archive", "bob/diary");
        (await scenario.Host.SendAsync(new ShowConsent(member))).Value.Databases
            .Should().Equal("alice/books", "alice/archive");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\"><img src=x>", "&quot;&gt;&lt;img src=x&gt;")]
    [InlineData("O'Hara & Co", "O&#x27;Hara &amp; Co")]
    public async Task What_an_app_calls_itself_is_text_and_no_markup(string name, string escaped)
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);

        var page = await scenario.Browser.GetAsync(AppScenario.Address(("app_name", name), ("state", name)));

        page.Html.Should().Contain($"<bdi>{escaped}</bdi>").And.NotContain(name);
        page.Fields["app_name"].Should().Be(name);
        page.Fields["state"].Should().Be(name);
    }

    [Fact]
    public async Task A_name_that_is_missing_is_the_host_and_one_that_is_too_long_is_cut()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);

        (await scenario.Browser.GetAsync(AppScenario.Address(("app_name", null)))).Html.Should().Contain("<bdi>app.example.com</bdi>");
        (await scenario.Browser.GetAsync(AppScenario.Address(("app_name", new string('n', 36))))).Fields["app_name"]
            .Should().Be($"{new string('n', 34)}…");
    }

    [Theory]
    [InlineData("invalid_request", "redirect_uri", "http://app.example.com/")]
    [InlineData("invalid_request", "redirect_uri", null)]
    [InlineData("invalid_request", "response_type", null)]
    [InlineData("unsupported_response_type", "response_type", "token")]
    [InlineData("unsupported_response_type", "response_type", "CODE")]
    [InlineData("invalid_scope", "scope", null)]
    [InlineData("invalid_scope", "scope", "none")]
    [InlineData("invalid_scope", "scope", "manager")]
    [InlineData("invalid_scope", "scope", "read-only read-write")]
    [InlineData("invalid_request", "code_challenge", null)]
    [InlineData("invalid_request", "code_challenge", "short")]
    [InlineData("invalid_request", "code_challenge_method", null)]
    [InlineData("invalid_request", "code_challenge_method", "plain")]
    [InlineData("invalid_request", "app_name", "a\u202eb")]
    [InlineData("invalid_request", "app_name", "a\u0007")]
    [InlineData("invalid_request", "app_name", "\u3164")]
    public async Task A_wrong_request_is_told_to_the_person_and_to_no_address(string code, string parameter, string? value)
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        var address = AppScenario.Address((parameter, value));
        var consent = await scenario.Browser.GetAsync(AppScenario.Address());
        var form = FormBrowser.Merge(consent.Fields, ("database", "alice/books"), ("permission_level", "read-only"), ("decision", "authorize"));
        form.Remove(parameter);
        if (value is not null)
        {
            form[parameter] = value;
        }

        using var stranger = new FormBrowser(scenario.Browser.Server);
        var pages = new[]
        {
            await scenario.Browser.GetAsync(address),
            await stranger.GetAsync(address),
            await scenario.Browser.PostAsync("/oauth/authorize", form, []),
        };

        foreach (var page in pages)
        {
            page.Status.Should().Be(HttpStatusCode.BadRequest);
            page.Html.Should().Contain($"<code>{code}</code>");
            page.Location.Should().BeNull();
        }

        scenario.Host.Facts.All.Should().BeEmpty();
    }

    [Theory]
    [InlineData("&redirect_uri=https://evil.example/")]
    [InlineData("&scope=read-write")]
    [InlineData("&state=2")]
    public async Task A_parameter_that_is_there_twice_is_refused(string more)
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);

        var page = await scenario.Browser.GetAsync(AppScenario.Address() + more);

        page.Status.Should().Be(HttpStatusCode.BadRequest);
        page.Html.Should().Contain("<code>invalid_request</code>");
    }

    [Fact]
    public async Task Who_is_not_logged_in_does_that_first_and_comes_back()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        using var browser = new FormBrowser(scenario.Browser.Server);
        var asked = await browser.GetAsync(AppScenario.Address());
        asked.Status.Should().Be(HttpStatusCode.SeeOther);

        var logIn = await browser.FollowAsync(asked);
        (await browser.SubmitAsync(logIn, ("entity", "alice"))).Status.Should().Be(HttpStatusCode.OK);
        var confirmation = await browser.GetAsync($"/confirm/{Uri.EscapeDataString(scenario.Host.MailedToken())}");
        var consent = await browser.FollowAsync(await browser.SubmitAsync(confirmation));

        consent.Status.Should().Be(HttpStatusCode.OK);
        consent.Fields.Should().Contain(
            KeyValuePair.Create("redirect_uri", AppScenario.Callback),
            KeyValuePair.Create("state", "s&t=1"),
            KeyValuePair.Create("code_challenge", AppScenario.Challenge));
    }

    [Fact]
    public async Task A_session_that_has_ended_is_asked_to_log_in_and_not_taken_for_one()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        var consent = await scenario.Browser.GetAsync(AppScenario.Address());
        await scenario.Host.SendAsync(new RevokeToken(scenario.Alice, scenario.Alice.TokenId));

        (await scenario.Browser.GetAsync(AppScenario.Address())).Location.Should().StartWith("/log_in?next=");
        var answer = await scenario.Browser.SubmitAsync(
            consent, ("database", "alice/books"), ("permission_level", "read-only"), ("decision", "authorize"));

        answer.Status.Should().Be(HttpStatusCode.Forbidden);
        answer.Location.Should().BeNull();
    }
}
