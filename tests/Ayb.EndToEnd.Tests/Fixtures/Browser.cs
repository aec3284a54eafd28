using Microsoft.Playwright;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>A Chromium without a window.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const float DeadlineMilliseconds = 60_000;

    // It runs as root in containers, without a display, and is to speak to the tests' servers alone.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _chromium;

    private Browser(IPlaywright playwright, IBrowser chromium) => (_playwright, _chromium) = (playwright, chromium);

    public static async Task<Browser> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(DeadlineMilliseconds);
        var playwright = await Playwright.CreateAsync();
        return new Browser(
            playwright,
            await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments }));
    }

    /// <summary>A page of a visitor who has not been anywhere: cookies and storage are empty.</summary>
    public async Task<IPage> NewVisitorAsync()
    {
        var context = await _chromium.NewContextAsync();
        context.SetDefaultTimeout(DeadlineMilliseconds);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _playwright.Dispose();
    }
}
