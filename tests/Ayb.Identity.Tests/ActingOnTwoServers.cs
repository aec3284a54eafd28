using System.Net;
using Ayb.Contracts;
using Ayb.Identity.Tests.OAuth;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

/// <summary>Here something ends; there, where the clock stands still, the same token was verified a moment ago.</summary>
public sealed class ActingOnTwoServers
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_token_that_is_revoked_here_changes_nothing_there(MetadataEngine engine)
    {
        await using var here = await IdentityModule.StartAsync(engine);
        await using var there = await StartAnotherAsync(engine, here);
        var (stolen, other) = (await here.SignUpAsync(), await here.LogInAgainAsync());
        await there.PrincipalOfAsync(stolen);
        (await here.CallAsync(HttpMethod.Delete, $"tokens/{IdentityModule.ShortOf(stolen)}", IdentityModule.Bearer(other))).Should().BeSuccessful();

        Func<Task<HttpResponseMessage>>[] attempts =
        [
            () => there.CreateAsync(stolen),
            () => there.PatchAsync("alice", stolen, """{"display_name":"Mallory"}"""),
            () => there.CreateOrganizationAsync(stolen, "acme"),
            () => there.CallAsync(HttpMethod.Delete, $"tokens/{IdentityModule.ShortOf(other)}", IdentityModule.Bearer(stolen)),
        ];
        foreach (var attempt in attempts)
        {
            (await there.AskAsync(new WhoBears(stolen)))!.Value.Succeeded.Should().BeTrue("it is remembered there");
            await (await attempt()).ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", "API token has been revoked");
            await RememberAsync(here, there, stolen);
        }

        there.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_session_that_has_ended_lets_no_app_in(MetadataEngine engine)
    {
        await using var scenario = await AppScenario.StartAsync(engine);
        var consent = await scenario.Browser.GetAsync(AppScenario.Address());
        await scenario.Host.ChangeMetadataAsync(
            "UPDATE api_tokens SET revoked_at = 1 WHERE short_token = @TokenId", new { scenario.Alice.TokenId });

        var answer = await scenario.Browser.SubmitAsync(
            consent, ("database", "alice/books"), ("permission_level", "read-write"), ("decision", "authorize"));

        answer.Status.Should().Be(HttpStatusCode.Unauthorized);
        answer.Html.Should().Contain("API token has been revoked");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Who_owns_an_organization_no_more_is_told_so_at_the_second_attempt(MetadataEngine engine)
    {
        await using var here = await IdentityModule.StartAsync(engine);
        await using var there = await StartAnotherAsync(engine, here);
        var (alice, bob) = (await here.SignUpAsync(), await here.SignUpAsync("bob", "bob@example.org"));
        (await here.CreateOrganizationAsync(alice, "acme")).Should().BeSuccessful();
        await here.AddMemberAsync(alice, "acme", "bob", bob, "owner");
        await there.PrincipalOfAsync(bob);
        await here.SetMemberAsync(alice, "acme", "bob").ShouldSayAsync("member");

        Task<HttpResponseMessage> UpdateAsync() => there.PatchAsync("acme", bob, """{"display_name":"Bob's"}""");

        await (await UpdateAsync()).ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "What you are in your organizations has changed just now: *");
        await (await UpdateAsync()).ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "*bob can't update the profile of acme");
        there.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Who_has_left_an_organization_logs_out_as_ever(MetadataEngine engine)
    {
        await using var here = await IdentityModule.StartAsync(engine);
        await using var there = await StartAnotherAsync(engine, here);
        var (alice, bob) = (await here.SignUpAsync(), await here.SignUpAsync("bob", "bob@example.org"));
        (await here.CreateOrganizationAsync(alice, "acme")).Should().BeSuccessful();
        await here.AddMemberAsync(alice, "acme", "bob", bob);
        var known = await there.PrincipalOfAsync(bob);
        (await here.RemoveMemberAsync(alice, "acme", "bob")).ShouldBeDone();

        (await there.SendAsync(new LogOut(known))).Succeeded.Should().BeTrue();

        (await there.AskAsync(new WhoBears(bob)))!.Value.Error!.Message.Should().Be("API token has been revoked");
    }

    [Fact]
    public async Task A_command_waits_for_the_revocation_that_came_first()
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Postgres);
        var caller = await host.PrincipalOfAsync(await host.SignUpAsync());
        await using var writer = await host.Services.GetRequiredService<IMetadataDatabase>().OpenWriterAsync(CancellationToken.None);
        await writer.Connection.ExecuteAsync(
            "UPDATE api_tokens SET revoked_at = 1 WHERE short_token = @TokenId", new { caller.TokenId }, writer.Transaction);

        var creation = host.SendAsync(new CreateToken(caller, Database: null, Level: null, Lifetime: null, Name: null));
        await host.UntilItWaitsAsync(creation);

        await writer.CommitAsync();
        (await creation).Error!.Message.Should().Be("API token has been revoked");
    }

    private static Task<ModuleHost> StartAnotherAsync(MetadataEngine engine, ModuleHost first) => IdentityModule.StartAsync(
        engine, options => options.Settings["database_url"] = first.Services.GetRequiredService<ServerOptions>().DatabaseUrl);

    /// <summary>As it was before the last attempt, after which the other server has looked into the metadata.</summary>
    private static async Task RememberAsync(ModuleHost here, ModuleHost there, string token)
    {
        const string Set = "UPDATE api_tokens SET revoked_at = @RevokedAt WHERE short_token = @ShortToken";
        await here.ChangeMetadataAsync(Set, new { RevokedAt = (long?)null, ShortToken = IdentityModule.ShortOf(token) });
        await there.PrincipalOfAsync(token);
        await here.ChangeMetadataAsync(Set, new { RevokedAt = (long?)1, ShortToken = IdentityModule.ShortOf(token) });
    }
}
