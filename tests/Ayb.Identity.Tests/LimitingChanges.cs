using System.Net;
using Ayb.Identity.Tests.OAuth;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

/// <summary>An account can't fill the metadata database.</summary>
public class LimitingChanges
{
    [Fact]
    public async Task An_account_changes_so_much_whatever_it_is_and_by_whichever_token()
    {
        await using var host = await StartAsync("4/1h");
        var (alice, bob) = (await host.SignUpAsync(), await host.SignUpAsync("bob", "bob@example.org"));
        var other = await host.LogInAgainAsync();
        (await host.CreateAsync(alice)).Should().BeSuccessful();
        (await host.CreateOrganizationAsync(other, "acme")).Should().BeSuccessful();
        (await host.SetMemberAsync(alice, "acme", "bob", "member")).Should().BeSuccessful();
        (await host.PatchAsync("alice", alice, """{"display_name":"Alice"}""")).Should().BeSuccessful();
        host.Facts.Clear();

        var refused = await host.CreateAsync(other);

        await refused.ShouldFailAsync(
            HttpStatusCode.TooManyRequests, "Other", "There are too many changes by your account (rate_limits.changes_per_account allows 4/1h).*");
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(15));
        (await host.CreateOrganizationAsync(alice, "other")).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await host.SetMemberAsync(alice, "acme", "bob", "owner")).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        (await host.PatchAsync("alice", alice, """{"display_name":"A"}""")).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        host.Facts.All.Should().BeEmpty();
        (await host.CreateAsync(bob)).Should().BeSuccessful();
        host.Clock.Advance(TimeSpan.FromMinutes(15));
        (await host.CreateAsync(alice)).Should().BeSuccessful();
    }

    [Fact]
    public async Task What_takes_away_goes_on()
    {
        await using var host = await StartAsync("1/1h");
        var (alice, stolen) = (await host.SignUpAsync(), await host.LogInAgainAsync());
        (await host.CreateAsync(stolen)).Should().BeSuccessful();
        (await host.CreateAsync(stolen)).StatusCode.Should().Be(HttpStatusCode.TooManyRequests);

        var revoked = await host.SendAsync(new RevokeToken(await host.PrincipalOfAsync(alice), IdentityModule.ShortOf(stolen)));

        revoked.Succeeded.Should().BeTrue();
        (await host.SendAsync(new LogOut(await host.PrincipalOfAsync(alice)))).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Apps_are_let_in_so_often()
    {
        await using var scenario = await AppScenario.StartAsync(
            MetadataEngine.Sqlite, options => options.Settings["rate_limits:changes_per_account"] = "1/1h");
        await scenario.Host.SendAsync(new CreateToken(scenario.Alice, null, null, null, null));

        var result = await scenario.AuthorizeAsync();

        result.Status.Should().Be(HttpStatusCode.TooManyRequests);
        result.Headers["Retry-After"].Should().Be("3600");
        result.Html.Should().Contain("too many changes by your account");
    }

    private static Task<ModuleHost> StartAsync(string changes) => IdentityModule.StartAsync(
        MetadataEngine.Sqlite, options => options.Settings["rate_limits:changes_per_account"] = changes);
}
