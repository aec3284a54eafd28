using System.Net;
using Ayb.Contracts;
using Ayb.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

public class BearingAToken
{
    private const string SetExpiry = "UPDATE api_tokens SET expires_at = @ExpiresAt WHERE short_token = @ShortToken";
    private const string SetRevoked = "UPDATE api_tokens SET revoked_at = 1 WHERE short_token = @ShortToken";

    private static readonly string WellFormed = $"ayb_{new string('a', 12)}_{new string('b', 43)}";

    public static TheoryData<string> MalformedTokens =>
    [
        "", "nonsense", "ayb", "ayb__", "ayb_short_secret", WellFormed[..^1], WellFormed + "b", WellFormed.Replace("ayb_", "AYB_"),
        WellFormed.Replace('_', '-'), WellFormed.Replace("aaa", "a_a"), WellFormed[..^1] + "_", WellFormed[..^1] + "é",
        WellFormed[..^1] + " ", new('a', 10_000),
    ];

    [Theory, MemberData(nameof(MalformedTokens))]
    public async Task A_malformed_token_is_refused_without_a_look_into_the_metadata(string token)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite, CountedMetadata.Use);

        (await ErrorOf(host, token)).Should().Be("Invalid API token");

        CountedMetadata.Of(host).Reads.Should().Be(0);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_token_that_was_never_handed_out_is_refused(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var token = await host.SignUpAsync();
        var wrongSecret = token[..^1] + (token[^1] == 'x' ? 'y' : 'x');

        (await ErrorOf(host, WellFormed)).Should().Be("Invalid API token");
        (await ErrorOf(host, wrongSecret)).Should().Be("Invalid API token");
        (await ErrorOf(host, token)).Should().BeNull();
        (await ErrorOf(host, wrongSecret)).Should().Be("Invalid API token");
    }

    [Fact]
    public async Task A_flood_of_guesses_leaves_nothing_behind()
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);

        for (var guess = 0; guess < 100; guess++)
        {
            (await ErrorOf(host, $"ayb_{new string('a', 12)}_{guess:D43}")).Should().Be("Invalid API token");
        }

        host.Services.GetRequiredService<TokenCache>().Count.Should().Be(0);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_verified_token_is_answered_from_memory_for_half_a_minute(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine, CountedMetadata.Use);
        var token = await host.SignUpAsync();
        var metadata = CountedMetadata.Of(host);
        var before = metadata.Reads;

        var first = await host.PrincipalOfAsync(token);
        host.Clock.Advance(TimeSpan.FromSeconds(29));
        (await host.PrincipalOfAsync(token)).Should().Be(first);
        metadata.Reads.Should().Be(before + 1);

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await host.PrincipalOfAsync(token)).Should().Be(first);
        metadata.Reads.Should().Be(before + 2);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_revocation_on_another_server_takes_effect_within_half_a_minute(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var token = await host.SignUpAsync();
        await host.PrincipalOfAsync(token);

        await host.ChangeMetadataAsync(SetRevoked, new { ShortToken = IdentityModule.ShortOf(token) });
        host.Clock.Advance(TimeSpan.FromSeconds(30));

        (await ErrorOf(host, token)).Should().Be("API token has been revoked");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_token_works_until_it_expires_also_when_it_is_remembered(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var token = await host.SignUpAsync();
        var expiresAt = host.Clock.GetUtcNow().AddSeconds(10).ToUnixTimeMilliseconds();
        await host.ChangeMetadataAsync(SetExpiry, new { ShortToken = IdentityModule.ShortOf(token), ExpiresAt = expiresAt });

        host.Clock.Advance(TimeSpan.FromSeconds(9));
        (await ErrorOf(host, token)).Should().BeNull();

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await ErrorOf(host, token)).Should().Be("API token has expired");
    }

    [Fact]
    public async Task Nothing_is_answered_from_memory_after_the_clock_was_set_back()
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);
        var token = await host.SignUpAsync();
        await host.PrincipalOfAsync(token);
        await host.ChangeMetadataAsync(SetRevoked, new { ShortToken = IdentityModule.ShortOf(token) });

        host.Clock.Advance(TimeSpan.FromHours(-1));

        (await ErrorOf(host, token)).Should().Be("API token has been revoked");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_token_for_one_database_says_so(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var token = await host.SignUpAsync();
        await host.NarrowAsync(token);

        var bearer = await host.PrincipalOfAsync(token);

        bearer.Scope.Should().Be(new TokenScope(new DatabaseId("some-database"), QueryAccess.ReadOnly));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_lookup_that_a_revocation_overtakes_is_not_remembered(MetadataEngine engine)
    {
        var held = new HeldVerification();
        await using var host = await IdentityModule.StartAsync(engine, options => options.Services(services => services
            .AddSingleton<IPipelineBehavior<VerifyToken, Result<VerifiedToken>>>(held)));
        var (revoked, caller) = (await host.SignUpAsync(), await host.LogInAgainAsync());
        var bearer = await host.PrincipalOfAsync(caller);

        var lookup = held.Hold(() => ErrorOf(host, revoked));
        await held.HasRead.WaitAsync(TimeSpan.FromSeconds(30));
        (await host.SendAsync(new RevokeToken(bearer, IdentityModule.ShortOf(revoked)))).Succeeded.Should().BeTrue();
        held.Release();

        (await lookup).Should().BeNull("it began before the revocation");
        (await ErrorOf(host, revoked)).Should().Be("API token has been revoked");
    }

    [Theory]
    [InlineData("POST", "tokens", "", "Unauthorized")]
    [InlineData("POST", "tokens", "Bearer nonsense", "InvalidToken")]
    [InlineData("GET", "tokens", "", "Unauthorized")]
    [InlineData("GET", "tokens", "Basic YTpi", "Unauthorized")]
    [InlineData("GET", "tokens", "Bearer", "Unauthorized")]
    [InlineData("GET", "tokens", "Bearer nonsense", "InvalidToken")]
    [InlineData("DELETE", "tokens/abc", "", "Unauthorized")]
    [InlineData("DELETE", "tokens/abc", "Bearer nonsense", "InvalidToken")]
    [InlineData("GET", "entity/alice", "Bearer nonsense", "InvalidToken")]
    [InlineData("GET", "entity/alice", "Basic YTpi", "Unauthorized")]
    public async Task Bad_credentials_are_never_downgraded(string method, string path, string authorization, string type)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);
        await host.SignUpAsync();
        host.Facts.Clear();

        (string, string)[] headers = authorization.Length == 0 ? [] : [("Authorization", authorization)];
        await (await host.CallAsync(HttpMethod.Parse(method), path, headers))
            .ShouldFailAsync(HttpStatusCode.Unauthorized, type, "*API token*");

        host.Facts.All.Should().BeEmpty();
    }

    private static async Task<string?> ErrorOf(ModuleHost host, string token)
    {
        var answer = (await host.AskAsync(new WhoBears(token)))!.Value;
        answer.Error?.Kind.Should().Be(ErrorKind.InvalidToken);
        return answer.Error?.Message;
    }
}
