using System.Net;
using System.Text.RegularExpressions;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests.Pages;

public sealed partial class HavingPages
{
    [Theory]
    [InlineData("GET", "/log_in")]
    [InlineData("POST", "/log_in")]
    [InlineData("GET", "/register")]
    [InlineData("GET", "/confirm/token")]
    [InlineData("POST", "/log_out")]
    [InlineData("GET", "/oauth/authorize")]
    [InlineData("POST", "/oauth/authorize")]
    [InlineData("POST", "/v1/oauth/token")]
    [InlineData("GET", "/.well-known/oauth-authorization-server")]
    [InlineData("GET", "/assets/ayb.css")]
    public async Task A_server_without_web_has_none(string method, string path)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);

        using var response = await host.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pages_are_at_the_root_and_the_interface_below_its_prefix()
    {
        await using var host = await StartAsync();

        (await host.Http.GetAsync("/log_in")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.Http.GetAsync("/v1/register")).StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        (await host.Http.GetAsync("/v1/assets/ayb.css")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await host.Http.PostAsync("/oauth/token", null)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_lets_in_nothing_but_its_own_style_and_pictures()
    {
        await using var host = await StartAsync();
        using var browser = new FormBrowser(host.Http.BaseAddress!);

        var page = await browser.GetAsync("/log_in");

        page.Headers["Content-Type"].Should().Be("text/html; charset=utf-8");
        page.Headers["Content-Security-Policy"].Should().Be(
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        page.Headers["X-Content-Type-Options"].Should().Be("nosniff");
        page.Headers["Referrer-Policy"].Should().Be("no-referrer");
        page.Headers["Cache-Control"].Should().Be("no-store");
        page.Html.Should().StartWith("<!DOCTYPE html>").And.NotContain("<script").And.NotContain("style=").And.NotContain("<style");
    }

    [Fact]
    public async Task What_pages_refer_to_is_there_and_stays_for_ever()
    {
        await using var host = await StartAsync();
        using var browser = new FormBrowser(host.Http.BaseAddress!);
        var page = await browser.GetAsync("/log_in");
        var assets = Asset.Matches(page.Html).Select(match => match.Value).Distinct().ToList();
        assets.Should().HaveCount(2);

        foreach (var path in assets)
        {
            var asset = await browser.GetAsync(path);
            asset.Status.Should().Be(HttpStatusCode.OK);
            asset.Headers["Cache-Control"].Should().Be("public, max-age=31536000, immutable");
            asset.Headers["X-Content-Type-Options"].Should().Be("nosniff");
            asset.Headers["Content-Type"].Should().Be(path.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "image/svg+xml");
        }

        (await browser.GetAsync("/assets/ayb.0123456789abcdef.css")).Status.Should().Be(HttpStatusCode.NotFound);
        (await browser.GetAsync("/assets/..%2fayb.css")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_goes_wrong_on_a_page_is_told_on_a_page()
    {
        await using var host = await StartAsync();
        using var browser = new FormBrowser(host.Http.BaseAddress!);
        var form = await browser.GetAsync("/log_in");
        await host.Services.GetRequiredService<IMetadataDatabase>().DisposeAsync();
        File.Delete(Path.Combine(host.Folder, "ayb.sqlite"));

        var page = await browser.SubmitAsync(form, ("entity", "alice"));

        ((int)page.Status).Should().BeOneOf(500, 503);
        page.Headers["Content-Type"].Should().Be("text/html; charset=utf-8");
        page.Html.Should().Contain("That did not work");
    }

    private static Task<ModuleHost> StartAsync() =>
        IdentityModule.StartAsync(MetadataEngine.Sqlite, options => options.Settings["web:hosting_method"] = "Local");

    [GeneratedRegex("/assets/[a-z0-9.]+")]
    private static partial Regex Asset { get; }
}
