using Ayb.Testing;
using Ayb.Web;

namespace Ayb.Identity.Tests.Pages;

/// <summary>Where a log-in leads is on this server, whoever has made the link to it.</summary>
public sealed class GoingOn
{
    public static TheoryData<string> Elsewhere =>
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\/evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example",
        "\t//evil.example", " //evil.example", "javascript:alert(1)", "evil.example", "", "?a=b", "/a\\..\\b", "/a b", "/a\0", "/ä", "/<b>", "/#x",
        "/" + new string('a', 3000),
    ];

    [Theory]
    [InlineData("/")]
    [InlineData("/oauth/authorize?response_type=code&redirect_uri=https%3A%2F%2Fapp.example.com%2F")]
    [InlineData("/a//b")]
    [InlineData("/@evil.example")]
    public void An_address_on_this_server_is_taken(string path) => LocalPath.IsLocal(path).Should().BeTrue();

    [Theory, MemberData(nameof(Elsewhere))]
    public void No_other_is(string path) => LocalPath.IsLocal(path).Should().BeFalse();

    [Theory, MemberData(nameof(Elsewhere))]
    public async Task No_log_in_leads_away(string path)
    {
        await using var host = await IdentityModule.StartAsync(
            MetadataEngine.Sqlite, options => options.Settings["web:hosting_method"] = "Local");
        await host.SignUpAsync("alice");
        using var browser = new FormBrowser(host.Http.BaseAddress!);
        var next = Uri.EscapeDataString(path);

        var form = await browser.GetAsync($"/log_in?next={next}");
        form.Fields.GetValueOrDefault("next", "").Should().BeEmpty();
        form.Html.Should().Contain("href=\"/register\"");
        await browser.SubmitAsync(form, ("entity", "alice"), ("next", path));
        browser.Cookies.Add(browser.Server, new System.Net.Cookie("ayb_next", System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(path))));
        var confirmed = await browser.SubmitAsync(await browser.GetAsync($"/confirm/{Uri.EscapeDataString(host.MailedToken())}"));
        confirmed.Location.Should().Be("/log_in");

        (await browser.GetAsync($"/log_in?next={next}")).Location.Should().BeNull("who is logged in goes on at once, but not there");
        (await browser.GetAsync($"/register?next={next}")).Location.Should().BeNull();
    }

    [Fact]
    public async Task A_log_in_leads_on_once()
    {
        await using var host = await IdentityModule.StartAsync(
            MetadataEngine.Sqlite, options => options.Settings["web:hosting_method"] = "Local");
        await host.SignUpAsync("alice");
        using var browser = new FormBrowser(host.Http.BaseAddress!);
        await browser.SubmitAsync(await browser.GetAsync("/log_in?next=/onward%3Fa%3Db"), ("entity", "alice"));

        var first = await browser.SubmitAsync(await browser.GetAsync($"/confirm/{Uri.EscapeDataString(host.MailedToken())}"));
        (await host.LogInAsync("alice")).Should().BeSuccessful();
        var second = await browser.SubmitAsync(await browser.GetAsync($"/confirm/{Uri.EscapeDataString(host.MailedToken())}"));

        first.Location.Should().Be("/onward?a=b");
        second.Location.Should().Be("/log_in");
    }
}
