using System.Net;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

public class RevokingAToken
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_revoked_token_stops_working_at_once_also_when_it_is_remembered(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (revoked, other) = (await host.SignUpAsync(), await host.LogInAgainAsync());
        var (bearer, caller) = (await host.PrincipalOfAsync(revoked), await host.PrincipalOfAsync(other));
        host.Facts.Clear();

        await (await RevokeAsync(host, revoked, by: other)).ShouldBeAsync(HttpStatusCode.OK, "{}");

        host.Facts.All.Should().Equal(new TokenRevoked(caller, bearer.Id, IdentityModule.ShortOf(revoked), Scope: null));
        await (await host.CallAsync(HttpMethod.Get, "tokens", IdentityModule.Bearer(revoked)))
            .ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", "API token has been revoked");
        (await host.CallAsync(HttpMethod.Get, "tokens", IdentityModule.Bearer(other))).Should().BeSuccessful();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_revocation_tells_what_the_token_was_narrowed_to(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (scoped, other) = (await host.SignUpAsync(), await host.LogInAgainAsync());
        await host.NarrowAsync(scoped);
        var bearer = await host.PrincipalOfAsync(scoped);
        host.Facts.Clear();

        (await RevokeAsync(host, scoped, by: other)).Should().BeSuccessful();

        host.Facts.All.Should().Equal(
            new TokenRevoked(await host.PrincipalOfAsync(other), bearer.Id, bearer.TokenId, bearer.Scope));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_token_can_revoke_itself(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var token = await host.SignUpAsync();

        (await RevokeAsync(host, token, by: token)).Should().BeSuccessful();

        await (await RevokeAsync(host, token, by: token))
            .ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", "API token has been revoked");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_unknown_token_a_revoked_one_and_somebody_elses_are_not_found(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (mine, revoked) = (await host.SignUpAsync(), await host.LogInAgainAsync());
        var hers = await host.SignUpAsync("bob", "bob@example.org");
        (await RevokeAsync(host, revoked, by: mine)).Should().BeSuccessful();
        host.Facts.Clear();

        foreach (var token in new[] { hers, revoked, "ayb_unknown_x" })
        {
            var id = IdentityModule.ShortOf(token);
            await (await RevokeAsync(host, token, by: mine)).ShouldBeAsync(HttpStatusCode.NotFound,
                $$"""{"type":"RecordNotFound","message":"Record not found: {{id}} (api_token)","id":"{{id}}","record_type":"api_token"}""");
        }

        host.Facts.All.Should().BeEmpty();
        (await host.AskAsync(new WhoBears(hers)))!.Value.Succeeded.Should().BeTrue();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_many_revocations_at_once_one_is_told_of_success(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (mine, revoked) = (await host.SignUpAsync(), await host.LogInAgainAsync());
        host.Facts.Clear();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RevokeAsync(host, revoked, by: mine)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).Should().Be(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.NotFound).Should().Be(7);
        host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<TokenRevoked>();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_two_tokens_that_revoke_each_other_one_is_left(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        await host.SignUpAsync();
        for (var round = 0; round < 5; round++)
        {
            var (one, other) = (await host.LogInAgainAsync(), await host.LogInAgainAsync());

            var answers = await Task.WhenAll(RevokeAsync(host, one, by: other), RevokeAsync(host, other, by: one));

            answers.Select(answer => answer.StatusCode).Should().BeEquivalentTo([HttpStatusCode.OK, HttpStatusCode.Unauthorized]);
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_token_for_one_database_revokes_none(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (mine, scoped) = (await host.SignUpAsync(), await host.LogInAgainAsync());
        await host.NarrowAsync(scoped);
        host.Facts.Clear();

        foreach (var token in new[] { mine, scoped })
        {
            await (await RevokeAsync(host, token, by: scoped))
                .ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "*limited to queries*");
        }

        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task A_revocation_that_is_rolled_back_leaves_the_token_remembered()
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite, CountedMetadata.Use);
        var token = await host.SignUpAsync();
        var bearer = await host.PrincipalOfAsync(token);
        var reads = CountedMetadata.Of(host).Reads;

        await host.PublishAsync(new TokenRevoked(bearer, bearer.Id, bearer.TokenId, Scope: null), thenFail: true);
        await host.PrincipalOfAsync(token);
        CountedMetadata.Of(host).Reads.Should().Be(reads);

        await host.PublishAsync(new TokenRevoked(bearer, bearer.Id, bearer.TokenId, Scope: null));
        await host.PrincipalOfAsync(token);
        CountedMetadata.Of(host).Reads.Should().Be(reads + 1);
    }

    private static Task<HttpResponseMessage> RevokeAsync(ModuleHost host, string token, string by) =>
        host.CallAsync(HttpMethod.Delete, $"tokens/{IdentityModule.ShortOf(token)}", IdentityModule.Bearer(by));
}
