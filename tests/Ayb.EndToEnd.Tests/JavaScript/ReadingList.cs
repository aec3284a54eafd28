using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Ayb.EndToEnd.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ayb.EndToEnd.Tests.JavaScript;

/// <summary>The example <c>reading-list.html</c> before a user, and where it sends them.</summary>
internal sealed class ReadingList
{
    private readonly AppWithUsers _app;

    private ReadingList(AppWithUsers app, IPage page)
    {
        (_app, Page) = (app, page);
        page.Request += (_, request) => Requested.Enqueue(request.Url);
    }

    public IPage Page { get; }

    /// <summary>The addresses of all that the page has asked for.</summary>
    public ConcurrentQueue<string> Requested { get; } = [];

    public ILocator Status => Page.GetByRole(AriaRole.Status);

    public ILocator Titles => Page.GetByRole(AriaRole.Listitem);

    public ILocator ConnectButton => Page.GetByRole(AriaRole.Button, new() { Name = "Connect your database" });

    public static async Task<ReadingList> VisitAsync(AppWithUsers app) => new(app, await app.VisitAsync("reading-list.html"));

    /// <summary>Visits the app, asks it to connect, logs in by mail, and is asked for consent.</summary>
    public static async Task<ReadingList> ConnectAsync(AppWithUsers app, Account user, bool onlyShow = false)
    {
        var list = await VisitAsync(app);
        await list.Page.GetByLabel("only show it").SetCheckedAsync(onlyShow);
        await list.ConnectButton.ClickAsync();
        await list.Page.GetByLabel("Account").FillAsync(user.Entity);
        await list.Press("Send the mail");
        await Expect(list.Page.GetByRole(AriaRole.Heading, new() { Name = "Check your email" })).ToBeVisibleAsync();
        await list.Page.GotoAsync($"{app.ServerUrl}/confirm/{Account.MailedToken(app.Server, user.Entity)}");
        await list.Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(list.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Let Reading list use a database?");
        return list;
    }

    public Task Press(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Presses a button of the consent page, and waits for the app.</summary>
    public async Task DecideAsync(string button)
    {
        await Press(button);
        await Expect(Page).ToHaveURLAsync(new Regex($"^{Regex.Escape(_app.UrlOf("reading-list.html"))}"));
    }

    public async Task AddAsync(string title)
    {
        await Page.GetByLabel("Title").FillAsync(title);
        await Press("Add");
    }

    /// <summary>The token that the page keeps, <c>null</c> when it has none.</summary>
    public Task<string?> TokenAsync() =>
        Page.EvaluateAsync<string?>("""JSON.parse(localStorage.getItem("ayb_Reading list"))?.token ?? null""");
}
