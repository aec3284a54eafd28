using System.Net;
using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests.Pages;

public sealed class LoggingInByPages
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Who_registers_confirms_and_is_logged_in_for_thirty_days(MetadataEngine engine)
    {
        await using var host = await StartAsync(engine);
        using var browser = new FormBrowser(host.Http.BaseAddress!);

        var sent = await browser.SubmitAsync(
            await browser.GetAsync("/register"), ("entity", "Alice"), ("email_address", "alice@example.org"));
        sent.Status.Should().Be(HttpStatusCode.OK);
        sent.Html.Should().Contain("Check your email").And.Contain("alice@example.org");
        host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<ConfirmationRequested>();
        var link = LinkOf(host);
        host.Facts.Clear();

        var asked = await browser.GetAsync(link);
        asked.Html.Should().Contain("<bdi>alice</bdi>");
        host.Facts.All.Should().BeEmpty("programs that check mails follow links too");

        var confirmed = await browser.SubmitAsync(asked);
        confirmed.Status.Should().Be(HttpStatusCode.SeeOther);
        confirmed.Location.Should().Be("/log_in");
        confirmed.Headers["Set-Cookie"].Should().MatchRegex(
            "ayb_session=ayb_[A-Za-z0-9]+_[A-Za-z0-9]+; max-age=2592000; path=/; samesite=lax; httponly");
        host.Facts.All.OfType<TokenCreated>().Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { Origin = TokenOrigin.LogIn, Name = "Browser", Scope = (TokenScope?)null });
        (await browser.FollowAsync(confirmed)).Html.Should().Contain("You are logged in as <bdi>alice</bdi>");

        host.Clock.Advance(TimeSpan.FromDays(30));
        (await browser.GetAsync("/log_in")).Html.Should().NotContain("You are logged in");
    }

    [Fact]
    public async Task Logging_in_does_not_say_where_the_mail_goes()
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite);
        await host.SignUpAsync("alice");
        using var browser = new FormBrowser(host.Http.BaseAddress!);

        var sent = await browser.SubmitAsync(await browser.GetAsync("/log_in"), ("entity", " ALICE "));

        sent.Status.Should().Be(HttpStatusCode.OK);
        sent.Html.Should().Contain("Check your email").And.Contain("<bdi>alice</bdi>").And.NotContain(IdentityModule.Address);
    }

    [Theory]
    [InlineData("/log_in", "nobody-here", "", 404, "There is no account called nobody-here.")]
    [InlineData("/log_in", "a/b", "", 400, "The entity may only contain*")]
    [InlineData("/log_in", "", "", 400, "The entity is empty.")]
    [InlineData("/register", "alice", "alice@example.org", 409, "alice has already been registered")]
    [InlineData("/register", "admin", "a@example.org", 400, "The entity can&#x27;t be &#x27;admin&#x27;: that name is reserved.")]
    [InlineData("/register", "carol", "<b>", 400, "The email address must look like*")]
    public async Task What_does_not_do_is_asked_again(string path, string entity, string emailAddress, int status, string complaint)
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite);
        await host.SignUpAsync("alice");
        host.Facts.Clear();
        using var browser = new FormBrowser(host.Http.BaseAddress!);

        var page = await browser.SubmitAsync(
            await browser.GetAsync(path + "?next=/onward"), ("entity", entity), ("email_address", emailAddress));

        ((int)page.Status).Should().Be(status);
        page.Html.Should().Match($"*role=\"alert\">{complaint}*").And.NotContain("<b>");
        page.Fields["next"].Should().Be("/onward");
        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task Logging_out_ends_the_token_and_forgets_the_cookie()
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite);
        using var browser = await LogInAsync(host);
        var token = SessionOf(browser)!;
        host.Facts.Clear();
        var page = await browser.GetAsync("/log_in");
        var formToken = page.Html.Split("name=\"form_token\" value=\"")[1].Split('"')[0];

        var answer = await browser.PostAsync("/log_out", [KeyValuePair.Create("form_token", formToken)], []);

        answer.Status.Should().Be(HttpStatusCode.SeeOther);
        SessionOf(browser).Should().BeNull();
        host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<TokenRevoked>();
        (await host.AskAsync(new WhoBears(token)))!.Value.Error!.Message.Should().Be("API token has been revoked");
    }

    [Fact]
    public async Task Logging_in_again_ends_the_session_before()
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite);
        using var browser = await LogInAsync(host);
        var before = SessionOf(browser)!;
        (await host.LogInAsync("alice")).Should().BeSuccessful();

        await browser.SubmitAsync(await browser.GetAsync(LinkOf(host)));

        SessionOf(browser).Should().NotBe(before);
        (await host.AskAsync(new WhoBears(before)))!.Value.Error!.Message.Should().Be("API token has been revoked");
    }

    [Fact]
    public async Task A_link_that_does_not_work_says_so()
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite);
        var mailed = await host.AskForAsync("alice");
        using var browser = new FormBrowser(host.Http.BaseAddress!);
        var asked = await browser.GetAsync($"/confirm/{Uri.EscapeDataString(mailed)}");
        host.Clock.Advance(TimeSpan.FromHours(2));
        host.Facts.Clear();

        foreach (var page in new[] { await browser.SubmitAsync(asked), await browser.GetAsync(asked.Path), await browser.GetAsync("/confirm/nonsense") })
        {
            page.Status.Should().Be(HttpStatusCode.Unauthorized);
            page.Html.Should().Contain("Invalid or expired token").And.Contain("Ask for another mail");
        }

        SessionOf(browser).Should().BeNull();
        host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_link_works_once_also_for_the_next_at_the_same_computer(MetadataEngine engine)
    {
        await using var host = await StartAsync(engine);
        var mailed = await host.AskForAsync("alice");
        using var browser = new FormBrowser(host.Http.BaseAddress!);
        using var next = new FormBrowser(host.Http.BaseAddress!);
        var early = await next.GetAsync(LinkOf(host));
        await browser.SubmitAsync(await browser.GetAsync(LinkOf(host)));
        SessionOf(browser).Should().NotBeNull();
        host.Facts.Clear();

        foreach (var page in new[] { await next.SubmitAsync(early), await next.GetAsync(early.Path) })
        {
            page.Status.Should().Be(HttpStatusCode.Unauthorized);
            page.Html.Should().Contain("This link has been used").And.Contain("Ask for another mail");
        }

        SessionOf(next).Should().BeNull();
        host.Facts.All.Should().BeEmpty();
        (await host.ConfirmAsync(mailed)).Should().BeSuccessful("programs may ask again when an answer was lost");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_many_who_follow_a_link_at_once_one_is_logged_in(MetadataEngine engine)
    {
        await using var host = await StartAsync(engine);
        await host.AskForAsync("alice");
        var browsers = Enumerable.Range(0, 6).Select(_ => new FormBrowser(host.Http.BaseAddress!)).ToList();
        var asked = await Task.WhenAll(browsers.Select(browser => browser.GetAsync(LinkOf(host))));

        var answers = await Task.WhenAll(browsers.Zip(asked, (browser, page) => browser.SubmitAsync(page)));

        answers.Count(answer => answer.Status == HttpStatusCode.SeeOther).Should().Be(1);
        answers.Count(answer => answer.Status == HttpStatusCode.Unauthorized).Should().Be(5);
        browsers.Count(browser => SessionOf(browser) is not null).Should().Be(1);
        browsers.ForEach(browser => browser.Dispose());
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_link_that_logged_nobody_in_is_not_used_and_one_that_has_expired_is_forgotten(MetadataEngine engine)
    {
        await using var host = await StartAsync(engine);
        await host.AskForAsync("alice", "other@example.org");
        var other = LinkOf(host);
        using var browser = await LogInAsync(host);

        (await browser.SubmitAsync(await browser.GetAsync(other))).Status.Should().Be(HttpStatusCode.Conflict);
        (await UsedAsync(host)).Should().Be(1);

        host.Clock.Advance(TimeSpan.FromHours(2));
        (await host.LogInAsync("alice")).Should().BeSuccessful();
        await browser.SubmitAsync(await browser.GetAsync(LinkOf(host)));
        (await UsedAsync(host)).Should().Be(1);
    }

    [Theory]
    [InlineData("/log_in")]
    [InlineData("/register")]
    [InlineData("/log_out")]
    [InlineData("/confirm/some-token")]
    public async Task No_form_of_another_site_or_another_visitor_is_taken(string path)
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite);
        await host.SignUpAsync("alice");
        host.Facts.Clear();
        using var victim = new FormBrowser(host.Http.BaseAddress!);
        using var attacker = new FormBrowser(host.Http.BaseAddress!);
        var own = await victim.GetAsync("/log_in");
        var others = await attacker.GetAsync("/log_in");
        (string, string)[] fields = [("entity", "alice"), ("email_address", "m@example.org")];

        (await victim.PostAsync(path, FormBrowser.Merge(others.Fields, fields), [])).Status.Should().Be(HttpStatusCode.Forbidden);
        (await victim.PostAsync(path, FormBrowser.Merge(own.Fields, fields), [("Sec-Fetch-Site", "cross-site")])).Status
            .Should().Be(HttpStatusCode.Forbidden);
        (await victim.PostAsync(path, FormBrowser.Merge(own.Fields, fields), [("Origin", "https://evil.example")])).Status
            .Should().Be(HttpStatusCode.Forbidden);
        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_no_form_is_refused()
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite);
        using var browser = new FormBrowser(host.Http.BaseAddress!);
        await browser.GetAsync("/log_in");
        var cookie = browser.Cookies.GetCookieHeader(browser.Server);

        (string Content, string Type)[] bodies =
        [
            ("{}", "application/json"),
            (string.Join('&', Enumerable.Range(0, 2000)), "application/x-www-form-urlencoded"),
            (new string('a', 20_000) + "=b", "application/x-www-form-urlencoded"),
            ("x", "multipart/form-data; boundary=y"),
            ("x", ""),
        ];

        foreach (var (content, type) in bodies)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/log_in") { Content = new StringContent(content) };
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Headers.Add("Cookie", cookie);
            using var response = await host.Http.SendAsync(request);

            response.StatusCode.Should().Be(HttpStatusCode.BadRequest, type);
            response.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        }
    }

    [Fact]
    public async Task Over_https_cookies_are_of_this_host_alone()
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite, options => options.Settings["public_url"] = "https://ayb.example.com");

        using var response = await host.Http.GetAsync("/log_in");

        response.Headers.GetValues("Set-Cookie").Should().ContainSingle()
            .Which.Should().MatchRegex("^__Host-ayb_visitor=[0-9a-f]{32}; path=/; secure; samesite=lax; httponly$");
    }

    private static Task<ModuleHost> StartAsync(MetadataEngine engine, Action<ModuleHostOptions>? configure = null) =>
        IdentityModule.StartAsync(engine, options =>
        {
            options.Settings["web:hosting_method"] = "Local";
            configure?.Invoke(options);
        });

    private static async Task<FormBrowser> LogInAsync(ModuleHost host)
    {
        await host.AskForAsync("alice");
        var browser = new FormBrowser(host.Http.BaseAddress!);
        await browser.SubmitAsync(await browser.GetAsync(LinkOf(host)));
        return browser;
    }

    private static async Task<long> UsedAsync(ModuleHost host)
    {
        await using var reader = await host.Services.GetRequiredService<IMetadataDatabase>().OpenReaderAsync(CancellationToken.None);
        return await reader.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM used_confirmations");
    }

    private static string LinkOf(ModuleHost host) => $"/confirm/{Uri.EscapeDataString(host.MailedToken())}";

    private static string? SessionOf(FormBrowser browser) => browser.Cookies.GetCookies(browser.Server)["ayb_session"]?.Value;
}
