using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;
using Microsoft.Playwright;

namespace Ayb.EndToEnd.Tests.Browsing;

/// <summary>A real browser holds our pages to their own security headers: what they forbid too much fails here.</summary>
public sealed class ComingFromAnApp(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Register_confirm_choose_and_be_sent_back(bool scripts)
    {
        using var folder = new TestFolder();
        await using var server = await PageServer.StartAsync(MetadataEngine.Sqlite, folder.Path);
        await using var app = new App();
        await using var browser = await OpenAsync(server, scripts);
        var page = await browser.NewPageAsync();

        await page.GotoAsync(app.AuthorizePath("read-write"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Register" }).ClickAsync();
        await page.GetByLabel("Account").FillAsync("alice");
        await page.GetByLabel("Email address").FillAsync("alice@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Register" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Check your email");
        await page.GotoAsync(PageServer.MailedLink(server, "alice"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Let Notes use a database?");
        await page.GetByLabel("Its name").FillAsync("notes.sqlite");
        await page.GetByLabel("Only read").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).ClickAsync();

        await Assertions.Expect(page.Locator("body")).ToHaveTextAsync("Back at the app.");
        var answer = app.TakeAnswer();
        answer["state"].Should().Be("here");
        using var response = await server.Http.PostAsync("/v1/oauth/token", new FormUrlEncodedContent(app.Exchange(answer["code"]!)));
        (await response.Content.ReadAsStringAsync()).Should().Contain("\"database\":\"alice/notes.sqlite\",\"query_permission_level\":\"read-only\"");
    }

    [Fact]
    public async Task Say_no_and_log_out()
    {
        using var folder = new TestFolder();
        await using var server = await PageServer.StartAsync(MetadataEngine.Sqlite, folder.Path);
        await using var app = new App();
        await using var browser = await OpenAsync(server);
        var page = await LogInAsync(server, browser);

        await page.GotoAsync(app.AuthorizePath("read-only"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Deny" }).ClickAsync();
        await Assertions.Expect(page.Locator("body")).ToHaveTextAsync("Back at the app.");
        app.TakeAnswer()["error"].Should().Be("access_denied");

        await page.GotoAsync("/log_in");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("You are logged in as alice");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Log in");
        (await browser.CookiesAsync()).Should().NotContain(cookie => cookie.Name == "ayb_session");
    }

    [Fact]
    public async Task A_page_of_the_app_can_neither_decide_for_the_person_nor_show_our_page_as_its_own()
    {
        using var folder = new TestFolder();
        await using var server = await PageServer.StartAsync(MetadataEngine.Sqlite, folder.Path);
        await using var app = new App($"""
            <form method="post" action="{server.Http.BaseAddress}oauth/authorize">
              <input name="decision" value="authorize"><button>Win a prize</button>
            </form>
            <iframe src="{server.Http.BaseAddress}log_in"></iframe>
            """);
        await using var browser = await OpenAsync(server);
        var page = await LogInAsync(server, browser);

        await page.GotoAsync($"{app.Origin}");
        page.Frames.Should().HaveCount(2);
        (await page.Frames[1].ContentAsync()).Should().NotContain("There is no password");

        await page.GetByRole(AriaRole.Button, new() { Name = "Win a prize" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This did not come from a page of this server")).ToBeVisibleAsync();
    }

    private Task<IBrowserContext> OpenAsync(ServerProcess server, bool scripts = true) => chromium.OpenAsync(
        new BrowserNewContextOptions { BaseURL = server.Http.BaseAddress!.ToString(), JavaScriptEnabled = scripts });

    private static async Task<IPage> LogInAsync(ServerProcess server, IBrowserContext browser)
    {
        await Account.RegisterAsync(server, "alice");
        var page = await browser.NewPageAsync();
        await page.GotoAsync("/log_in");
        await page.GetByLabel("Account").FillAsync("alice");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the mail" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Check your email");
        await page.GotoAsync(PageServer.MailedLink(server, "alice"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("You are logged in as alice");
        return page;
    }
}
