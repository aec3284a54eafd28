using System.Net;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

public class ListingTokens
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_list_holds_the_callers_own_tokens_oldest_first(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        await host.SignUpAsync("bob", "bob@example.org");
        var first = await host.SignUpAsync("alice");
        host.Clock.Advance(TimeSpan.FromMilliseconds(1500));
        var second = await host.LogInAgainAsync("alice");
        host.Facts.Clear();

        var answer = await host.CallAsync(HttpMethod.Get, "tokens", IdentityModule.Bearer(second));

        await answer.ShouldBeAsync(HttpStatusCode.OK,
            $$"""
            {"tokens":[
                {"short_token":"{{IdentityModule.ShortOf(first)}}","scoped_database":null,"permission_level":null,"app_name":null,
                 "created_at":"2026-03-01T12:00:00.000Z","expires_at":null,"revoked_at":null},
                {"short_token":"{{IdentityModule.ShortOf(second)}}","scoped_database":null,"permission_level":null,"app_name":null,
                 "created_at":"2026-03-01T12:00:01.500Z","expires_at":null,"revoked_at":null}
            ]}
            """);
        host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Revoked_and_expired_tokens_are_left_out(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (revoked, expired, expiring, active) =
            (await host.SignUpAsync(), await host.LogInAgainAsync(), await host.LogInAgainAsync(), await host.LogInAgainAsync());
        await host.ChangeMetadataAsync(
            "UPDATE api_tokens SET revoked_at = 1 WHERE short_token = @Short", new { Short = IdentityModule.ShortOf(revoked) });
        await ExpireAsync(expired, TimeSpan.Zero);
        await ExpireAsync(expiring, TimeSpan.FromMinutes(1));

        var answer = await (await host.CallAsync(HttpMethod.Get, "tokens", IdentityModule.Bearer(active))).JsonAsync();

        answer.GetProperty("tokens").EnumerateArray()
            .Select(token => (token.GetProperty("short_token").GetString(), token.GetProperty("expires_at").GetString()))
            .Should().BeEquivalentTo(
                [(IdentityModule.ShortOf(expiring), "2026-03-01T12:01:00.000Z"), (IdentityModule.ShortOf(active), (string?)null)]);

        Task ExpireAsync(string token, TimeSpan after) => host.ChangeMetadataAsync(
            "UPDATE api_tokens SET expires_at = @ExpiresAt WHERE short_token = @Short",
            new { Short = IdentityModule.ShortOf(token), ExpiresAt = (host.Clock.GetUtcNow() + after).ToUnixTimeMilliseconds() });
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_token_for_a_database_that_is_no_more_is_listed_with_its_id(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (scoped, active) = (await host.SignUpAsync(), await host.LogInAgainAsync());
        await host.NarrowAsync(scoped);

        var answer = await (await host.CallAsync(HttpMethod.Get, "tokens", IdentityModule.Bearer(active))).JsonAsync();

        answer.GetProperty("tokens").EnumerateArray()
            .Select(token => (token.GetProperty("scoped_database").GetString(), token.GetProperty("permission_level").GetString()))
            .Should().BeEquivalentTo([("some-database", "read-only"), ((string?)null, (string?)null)]);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_token_for_one_database_sees_none(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var scoped = await host.SignUpAsync();
        await host.NarrowAsync(scoped);

        await (await host.CallAsync(HttpMethod.Get, "tokens", IdentityModule.Bearer(scoped)))
            .ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "This API token is limited to queries; it can't create, list or revoke API tokens");
    }
}
