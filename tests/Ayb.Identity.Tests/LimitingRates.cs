using System.Net;
using Ayb.Contracts;
using Ayb.Identity.Tests.OAuth;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

/// <summary>The tests' own address is that of a trusted proxy, so that requests may come from anywhere.</summary>
public class LimitingRates
{
    private const string Here = "198.51.100.1";
    private const string There = "198.51.100.2";

    [Theory]
    [InlineData("register", "register_per_address", "There are too many registrations from your network address (*register_per_address allows 2/1h)*")]
    [InlineData("log_in", "log_in_per_address", "There are too many log-ins from your network address (*log_in_per_address allows 2/1h)*")]
    [InlineData("confirm", "confirm_per_address", "There are too many confirmations from your network address (*confirm_per_address allows 2/1h)*")]
    [InlineData("oauth/token", "exchange_per_address", "There are too many exchanges of codes from your network address (*exchange_per_address allows 2/1h)*")]
    [InlineData("entity/nobody", "requests_per_address", "There are too many requests from your network address (*requests_per_address allows 2/1h)*")]
    public async Task An_address_is_refused_until_it_has_waited_and_others_are_not(string path, string setting, string message)
    {
        await using var host = await StartAsync((setting, "2/1h"));

        await CallAsync(host, path, Here);
        await CallAsync(host, path, Here);
        var refused = await CallAsync(host, path, Here);

        await refused.ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", message);
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(30));
        (await CallAsync(host, path, There)).StatusCode.Should().NotBe(HttpStatusCode.TooManyRequests);
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        (await CallAsync(host, path, Here)).StatusCode.Should().NotBe(HttpStatusCode.TooManyRequests);
        (await CallAsync(host, path, Here)).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("register", 100)]
    [InlineData("log_in", 200)]
    [InlineData("confirm", 200)]
    public async Task By_default_an_address_has_so_many(string path, int count)
    {
        await using var host = await StartAsync();

        for (var call = 0; call < count; call++)
        {
            (await CallAsync(host, path, Here)).StatusCode.Should().NotBe(HttpStatusCode.TooManyRequests);
        }

        (await CallAsync(host, path, Here)).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:3:4:5:6", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public async Task A_network_of_IPv6_is_one_address(string one, string other, bool same)
    {
        await using var host = await StartAsync(("confirm_per_address", "1/1h"));

        await CallAsync(host, "confirm", one);

        ((await CallAsync(host, "confirm", other)).StatusCode == HttpStatusCode.TooManyRequests).Should().Be(same);
    }

    [Fact]
    public async Task Nobody_gets_a_new_address_by_claiming_one()
    {
        await using var host = await IdentityModule.StartAsync(
            MetadataEngine.Sqlite, options => options.Settings["rate_limits:confirm_per_address"] = "1/1h");

        await CallAsync(host, "confirm", Here);

        (await CallAsync(host, "confirm", There)).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("/register", "register", "register_per_address")]
    [InlineData("/log_in", "log_in", "log_in_per_address")]
    [InlineData("/confirm/token", "confirm", "confirm_per_address")]
    public async Task A_page_and_the_API_have_one_count(string page, string path, string setting)
    {
        await using var host = await StartAsync((setting, "2/1h"));
        using var form = new FormUrlEncodedContent([]);
        using var request = new HttpRequestMessage(HttpMethod.Post, page) { Content = form };
        request.Headers.Add("X-Forwarded-For", Here);

        await CallAsync(host, path, Here);
        await CallAsync(host, path, Here);
        using var refused = await host.Http.SendAsync(request);

        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(30));
        refused.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        (await refused.Content.ReadAsStringAsync()).Should().Contain($"rate_limits.{setting} allows 2/1h");
    }

    [Fact]
    public async Task Guessing_cookies_is_guessing_tokens()
    {
        await using var host = await StartAsync(("token_failures_per_address", "3/1m"));
        for (var guess = 0; guess < 3; guess++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/log_in");
            request.Headers.Add("Cookie", $"ayb_session={Guess(guess)}");
            request.Headers.Add("X-Forwarded-For", Here);
            (await host.Http.SendAsync(request)).Should().BeSuccessful();
        }

        (await TokensAsync(host, Guess(3), Here)).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_browser_forgets_a_session_that_has_ended_and_guesses_no_more()
    {
        await using var host = await StartAsync(("token_failures_per_address", "1/1h"));
        using var browser = await LogInByPageAsync(host);
        await host.SendAsync(new LogOut(await host.PrincipalOfAsync(SessionOf(browser)!)));

        (await browser.GetAsync("/log_in")).Status.Should().Be(HttpStatusCode.OK);
        SessionOf(browser).Should().BeNull();

        host.Clock.Advance(TimeSpan.FromHours(1));
        (await browser.GetAsync("/log_in")).Status.Should().Be(HttpStatusCode.OK);
        var guess = await host.CallAsync(HttpMethod.Get, "tokens", IdentityModule.Bearer(Guess(1)));
        guess.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "no other was counted in this hour");
    }

    [Fact]
    public async Task Nobody_is_logged_out_because_others_behind_the_same_address_guess()
    {
        await using var host = await StartAsync(("token_failures_per_address", "1/1h"));
        using var browser = await LogInByPageAsync(host);
        var session = SessionOf(browser);
        session.Should().NotBeNull();
        (await host.CallAsync(HttpMethod.Get, "tokens", IdentityModule.Bearer(Guess(1)))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);

        foreach (var page in new[] { "/log_in", "/register", "/confirm/token", AppScenario.Address() })
        {
            ShouldBeRefused(await browser.GetAsync(page));
        }

        ShouldBeRefused(await browser.PostAsync("/log_out", [], []));
        SessionOf(browser).Should().Be(session);
        host.Clock.Advance(TimeSpan.FromHours(1));
        (await browser.GetAsync("/log_in")).Html.Should().Contain("You are logged in as");

        static void ShouldBeRefused(BrowsedPage page)
        {
            page.Status.Should().Be(HttpStatusCode.TooManyRequests, page.Path);
            page.Headers["Retry-After"].Should().Be("3600");
            page.Html.Should().Contain("too many wrong API tokens from your network address");
        }
    }

    [Fact]
    public async Task An_entity_is_confirmed_so_often_from_wherever_and_others_are_confirmed()
    {
        await using var host = await StartAsync(("confirm_per_entity", "2/1h"));
        var (ada, bob) = (await host.AskForAsync("Ada"), await host.AskForAsync("bob", "bob@example.org"));
        (await ConfirmAsync(host, ada, Here)).Should().BeSuccessful();
        (await ConfirmAsync(host, ada, There)).Should().BeSuccessful();
        host.Facts.Clear();

        var refused = await ConfirmAsync(host, ada, Here);

        await refused.ShouldFailAsync(
            HttpStatusCode.TooManyRequests, "Other", "There are too many confirmations of this entity (rate_limits.confirm_per_entity allows 2/1h).*");
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(30));
        host.Facts.All.Should().BeEmpty();
        using var browser = new FormBrowser(host.Http.BaseAddress!);
        var page = await browser.SubmitAsync(await browser.GetAsync($"/confirm/{Uri.EscapeDataString(ada)}"));
        page.Status.Should().Be(HttpStatusCode.TooManyRequests);
        page.Headers["Retry-After"].Should().Be("1800");
        page.Html.Should().NotContain("Ask for another mail");
        (await ConfirmAsync(host, bob, Here)).Should().BeSuccessful();
    }

    [Fact]
    public async Task By_default_an_entity_is_confirmed_thirty_times()
    {
        await using var host = await StartAsync();
        var mailed = await host.AskForAsync("ada");
        for (var confirmation = 0; confirmation < 30; confirmation++)
        {
            (await host.SendAsync(new Confirm(mailed))).Succeeded.Should().BeTrue();
        }

        (await host.SendAsync(new Confirm(mailed))).Error!.Kind.Should().Be(ErrorKind.TooManyRequests);
    }

    [Fact]
    public async Task A_mailbox_is_not_flooded_from_many_addresses()
    {
        await using var host = await StartAsync(("register_per_email", "2/1h"));
        (await RegisterAsync(host, "ada", "victim@example.org", Here)).Should().BeSuccessful();
        (await RegisterAsync(host, "bob", "Victim+1@Example.org", There)).Should().BeSuccessful();

        var refused = await RegisterAsync(host, "carol", "VICTIM+2@example.org", "198.51.100.3");

        await refused.ShouldFailAsync(
            HttpStatusCode.TooManyRequests, "Other", "There are too many registrations with this email address (rate_limits.register_per_email allows 2/1h).*");
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(30));
        host.Facts.All.Should().HaveCount(2).And.AllBeOfType<ConfirmationRequested>();
        (await RegisterAsync(host, "dave", "other@example.org", Here)).Should().BeSuccessful();
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        (await RegisterAsync(host, "carol", "victim@example.org", Here)).Should().BeSuccessful();
    }

    [Fact]
    public async Task An_entity_gets_no_flood_of_mails_either_and_others_log_in()
    {
        await using var host = await StartAsync(("log_in_per_entity", "1/1h"));
        await host.SignUpAsync("ada", "ada@example.org");
        await host.SignUpAsync("bob", "bob@example.org");
        (await LogInAsync(host, "ada", Here)).Should().BeSuccessful();
        host.Facts.Clear();

        var refused = await LogInAsync(host, "Ada", There);

        await refused.ShouldFailAsync(
            HttpStatusCode.TooManyRequests, "Other", "There are too many log-ins of this entity (rate_limits.log_in_per_entity allows 1/1h).*");
        host.Facts.All.Should().BeEmpty();
        (await LogInAsync(host, "bob", There)).Should().BeSuccessful();
        host.Clock.Advance(TimeSpan.FromHours(1));
        (await LogInAsync(host, "ada", There)).Should().BeSuccessful();
    }

    [Fact]
    public async Task Guessing_tokens_ends_without_an_end_for_those_behind_the_same_address()
    {
        await using var host = await StartAsync(("token_failures_per_address", "3/1m"));
        var (known, unused) = (await host.SignUpAsync(), await host.LogInAgainAsync());
        (await TokensAsync(host, known, Here)).Should().BeSuccessful();

        for (var guess = 0; guess < 3; guess++)
        {
            (await TokensAsync(host, Guess(guess), Here)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }

        var refused = await TokensAsync(host, Guess(3), Here);
        await refused.ShouldFailAsync(
            HttpStatusCode.TooManyRequests, "Other", "There are too many wrong API tokens from your network address (rate_limits.token_failures_per_address*");
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(20));
        (await TokensAsync(host, unused, Here)).StatusCode.Should().Be(HttpStatusCode.TooManyRequests, "it could be a guess that hits");
        (await TokensAsync(host, known, Here)).Should().BeSuccessful();
        (await TokensAsync(host, unused, There)).Should().BeSuccessful();
    }

    [Fact]
    public async Task A_token_in_use_is_looked_up_again_while_its_address_is_refused()
    {
        await using var host = await StartAsync(("token_failures_per_address", "1/1h"));
        var (known, other) = (await host.SignUpAsync(), await host.LogInAgainAsync());
        (await TokensAsync(host, known, Here)).Should().BeSuccessful();
        await TokensAsync(host, Guess(0), Here);

        host.Clock.Advance(TokenCache.Lifetime);

        (await TokensAsync(host, known, Here)).Should().BeSuccessful();
        await host.SendAsync(new RevokeToken(await host.PrincipalOfAsync(other), IdentityModule.ShortOf(known)));
        (await TokensAsync(host, known, Here)).StatusCode.Should().Be(HttpStatusCode.TooManyRequests, "it is worth no more than a guess now");
    }

    private static async Task<FormBrowser> LogInByPageAsync(ModuleHost host)
    {
        var browser = new FormBrowser(host.Http.BaseAddress!);
        await browser.SubmitAsync(await browser.GetAsync($"/confirm/{Uri.EscapeDataString(await host.AskForAsync("alice"))}"));
        host.Clock.Advance(TokenCache.Lifetime * 2);
        return browser;
    }

    private static string? SessionOf(FormBrowser browser) => browser.Cookies.GetCookies(browser.Server)["ayb_session"]?.Value;

    private static Task<HttpResponseMessage> ConfirmAsync(ModuleHost host, string token, string from) =>
        host.CallAsync(HttpMethod.Post, "confirm", ("authentication-token", token), ("X-Forwarded-For", from));

    private static string Guess(int number) => $"ayb_{new string('a', 12)}_{number:D43}";

    private static Task<ModuleHost> StartAsync(params (string Setting, string Rate)[] rates) =>
        IdentityModule.StartAsync(MetadataEngine.Sqlite, options =>
        {
            options.Settings["trusted_proxies"] = "127.0.0.1";
            options.Settings["web:hosting_method"] = "Local";
            foreach (var (setting, rate) in rates)
            {
                options.Settings[$"rate_limits:{setting}"] = rate;
            }
        });

    private static Task<HttpResponseMessage> CallAsync(ModuleHost host, string path, string from) =>
        host.CallAsync(path.StartsWith("entity", StringComparison.Ordinal) ? HttpMethod.Get : HttpMethod.Post, path, ("X-Forwarded-For", from));

    private static Task<HttpResponseMessage> RegisterAsync(ModuleHost host, string entity, string emailAddress, string from) => host.CallAsync(
        HttpMethod.Post, "register", ("entity", entity), ("email-address", emailAddress), ("entity-type", "user"), ("X-Forwarded-For", from));

    private static Task<HttpResponseMessage> LogInAsync(ModuleHost host, string entity, string from) =>
        host.CallAsync(HttpMethod.Post, "log_in", ("entity", entity), ("X-Forwarded-For", from));

    private static Task<HttpResponseMessage> TokensAsync(ModuleHost host, string token, string from) =>
        host.CallAsync(HttpMethod.Get, "tokens", IdentityModule.Bearer(token), ("X-Forwarded-For", from));
}
