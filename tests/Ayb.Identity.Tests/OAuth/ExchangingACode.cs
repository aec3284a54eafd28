using System.Net;
using System.Text;
using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests.OAuth;

public sealed class ExchangingACode
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_app_gets_a_token_for_the_database(MetadataEngine engine)
    {
        await using var scenario = await AppScenario.StartAsync(engine, options => options.Settings["public_url"] = "http://ayb.example.com");
        var code = await CodeOfAsync(scenario);

        using var response = await PostAsync(scenario, Json(code));

        response.Headers.CacheControl!.ToString().Should().Be("no-store");
        var answer = await response.JsonAsync();
        answer.EnumerateObject().Select(property => property.Name)
            .Should().Equal("access_token", "token_type", "database", "query_permission_level", "database_url");
        answer.GetProperty("token_type").GetString().Should().Be("Bearer");
        answer.GetProperty("database").GetString().Should().Be("alice/books");
        answer.GetProperty("query_permission_level").GetString().Should().Be("read-only");
        answer.GetProperty("database_url").GetString().Should().Be("http://ayb.example.com/v1/alice/books");
        var bearer = await scenario.Host.PrincipalOfAsync(answer.GetProperty("access_token").GetString()!);
        var scope = new TokenScope(scenario.Find("alice/books").Id, QueryAccess.ReadOnly);
        bearer.Should().BeEquivalentTo(new { scenario.Alice.Id, scenario.Alice.Slug, Scope = scope });
        scenario.Host.Facts.All.Should().Equal(new TokenCreated(
            new Entity(scenario.Alice.Id, scenario.Alice.Slug, EntityType.User), bearer.TokenId, TokenOrigin.App, scope, "Notes"));
        var listed = (await scenario.Host.SendAsync(new ListTokens(scenario.Alice))).Value.Tokens;
        listed.Should().ContainSingle(token => token.ShortToken == bearer.TokenId)
            .Which.Should().BeEquivalentTo(new { ScopedDatabase = "alice/books", PermissionLevel = "read-only", AppName = "Notes" });
    }

    [Fact]
    public async Task A_form_does_as_well_as_JSON()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = await scenario.CodeAsync(),
            ["redirect_uri"] = AppScenario.Callback,
            ["code_verifier"] = AppScenario.Verifier,
            ["client_id"] = "passed over",
        };

        using var response = await scenario.Host.Http.PostAsync("/v1/oauth/token", new FormUrlEncodedContent(fields));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_many_exchanges_at_once_exactly_one_wins(MetadataEngine engine)
    {
        await using var scenario = await AppScenario.StartAsync(engine);
        var body = Json(await CodeOfAsync(scenario));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(scenario, body)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).Should().Be(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.BadRequest).Should().Be(7);
        var won = await TokenOfAsync(answers.Single(answer => answer.StatusCode == HttpStatusCode.OK));
        (await scenario.Host.AskAsync(new WhoBears(won)))!.Value.Succeeded.Should().BeTrue();
        scenario.Host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<TokenCreated>();
        await ShouldFailAsync(await PostAsync(scenario, body), "invalid_grant", "The code is unknown, used, or expired.");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_code_that_comes_again_ends_the_token_that_it_gave(MetadataEngine engine)
    {
        await using var scenario = await AppScenario.StartAsync(engine);
        var code = await CodeOfAsync(scenario);
        var token = await TokenOfAsync(await PostAsync(scenario, Json(code)));
        var bearer = await scenario.Host.PrincipalOfAsync(token);
        scenario.Host.Facts.Clear();
        scenario.Host.Clock.Advance(TimeSpan.FromSeconds(11));
        await ShouldFailAsync(
            await PostAsync(scenario, Json(code, verifier: new string('a', 43))), "invalid_grant", "code_verifier does not belong to*");
        (await scenario.Host.PrincipalOfAsync(token)).Should().Be(bearer, "who knows the code alone ends nothing");

        for (var replay = 0; replay < 2; replay++)
        {
            await ShouldFailAsync(await PostAsync(scenario, Json(code)), "invalid_grant", "The code is unknown, used, or expired.");
        }

        scenario.Host.Facts.All.Should().Equal(new TokenRevoked(bearer, bearer.Id, bearer.TokenId, bearer.Scope));
        (await scenario.Host.AskAsync(new WhoBears(token)))!.Value.Error!.Message.Should().Be("API token has been revoked");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_app_that_sends_its_code_twice_in_haste_keeps_the_token(MetadataEngine engine)
    {
        await using var scenario = await AppScenario.StartAsync(engine);
        var code = await CodeOfAsync(scenario);
        var token = await TokenOfAsync(await PostAsync(scenario, Json(code)));
        scenario.Host.Clock.Advance(TimeSpan.FromSeconds(10));

        await ShouldFailAsync(await PostAsync(scenario, Json(code)), "invalid_grant", "The code is unknown, used, or expired.");

        (await scenario.Host.AskAsync(new WhoBears(token)))!.Value.Succeeded.Should().BeTrue();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_code_does_not_outlive_the_session_that_gave_it(MetadataEngine engine)
    {
        await using var scenario = await AppScenario.StartAsync(engine);
        var code = await CodeOfAsync(scenario);
        (await scenario.Host.SendAsync(new LogOut(scenario.Alice))).Succeeded.Should().BeTrue();
        scenario.Host.Facts.Clear();

        await ShouldFailAsync(await PostAsync(scenario, Json(code)), "invalid_grant", "The code is unknown, used, or expired.");

        scenario.Host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_code_works_for_ten_minutes(MetadataEngine engine)
    {
        await using var scenario = await AppScenario.StartAsync(engine);
        var (early, late) = (await CodeOfAsync(scenario), await CodeOfAsync(scenario));

        scenario.Host.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        (await PostAsync(scenario, Json(early))).StatusCode.Should().Be(HttpStatusCode.OK);
        scenario.Host.Facts.Clear();

        scenario.Host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await ShouldFailAsync(await PostAsync(scenario, Json(late)), "invalid_grant", "The code is unknown, used, or expired.");
        scenario.Host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task What_proves_nothing_gets_nothing_and_leaves_the_code_as_it_was()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        var code = await CodeOfAsync(scenario);
        const string Elsewhere = "redirect_uri is not the one that the code was asked for with.";
        const string Unproven = "code_verifier does not belong to the code_challenge.";

        await ShouldFailAsync(await PostAsync(scenario, Json(code, verifier: new string('a', 43))), "invalid_grant", Unproven);
        await ShouldFailAsync(await PostAsync(scenario, Json(code, verifier: AppScenario.Challenge)), "invalid_grant", Unproven);
        foreach (var uri in new[] { "https://app.example.com/callback", AppScenario.Callback + "&", "https://APP.example.com/callback?from=ayb", "https://evil.example/" })
        {
            await ShouldFailAsync(await PostAsync(scenario, Json(code, redirectUri: uri)), "invalid_grant", Elsewhere);
        }

        await ShouldFailAsync(await PostAsync(scenario, Json(code + "x")), "invalid_grant", "The code is unknown, used, or expired.");
        scenario.Host.Facts.All.Should().BeEmpty();

        (await PostAsync(scenario, Json(code))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{}""", "invalid_request", "grant_type is missing; it must be authorization_code.")]
    [InlineData("""{"grant_type":"password"}""", "unsupported_grant_type", "grant_type must be authorization_code.")]
    [InlineData("""{"grant_type":"refresh_token","code":"c"}""", "unsupported_grant_type", "grant_type must be authorization_code.")]
    [InlineData("""{"grant_type":"authorization_code"}""", "invalid_request", "code is missing.")]
    [InlineData("""{"grant_type":"authorization_code","code":7,"redirect_uri":"u","code_verifier":"v"}""", "invalid_request", "The body must be *")]
    [InlineData("""{"grant_type":"authorization_code","code":"c","redirect_uri":"u"}""", "invalid_request", "code_verifier is missing.")]
    [InlineData("""{"grant_type":"authorization_code","code":"c","redirect_uri":"u","code_verifier":"v"}""", "invalid_grant", "The code is unknown, used, or expired.")]
    [InlineData("""{"grant_type":"\ud800"}""", "invalid_request", "The body must be *")]
    [InlineData("""{"grant_type":"authorization_code","code":"c","redirect_uri":"u","code_verifier":"\udfff"}""", "invalid_request", "The body must be *")]
    [InlineData("""{"\ud800":"x"}""", "invalid_request", "*")]
    [InlineData("""[]""", "invalid_request", "The body must be *")]
    [InlineData("""null""", "invalid_request", "The body must be *")]
    [InlineData("""no JSON""", "invalid_request", "The body must be *")]
    [InlineData("", "invalid_request", "The body must be *")]
    public async Task What_is_no_request_is_told_why(string body, string error, string description)
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);

        await ShouldFailAsync(await PostAsync(scenario, body), error, description);
    }

    [Theory]
    [InlineData("application/json", "{\"grant_type\":\"\xff\"}", "invalid_request")]
    [InlineData("application/json", "{\"grant_type\":\"authorization_code\",\"code\":\"\xed\xa0\x80\"}", "invalid_request")]
    [InlineData("application/json", "{\"\xff\":\"x\"}", "invalid_request")]
    [InlineData("application/json", "\xff", "invalid_request")]
    [InlineData("application/x-www-form-urlencoded", "grant_type=\xff", "unsupported_grant_type")]
    [InlineData("application/x-www-form-urlencoded", "grant_type=%ff", "unsupported_grant_type")]
    [InlineData("application/x-www-form-urlencoded", "grant_type=authorization_code&code=%ed%a0%80&redirect_uri=u&code_verifier=v", "invalid_grant")]
    public async Task What_is_no_text_is_no_request(string type, string bytes, string error)
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        var content = new ByteArrayContent(Encoding.Latin1.GetBytes(bytes));
        content.Headers.ContentType = new(type);

        await ShouldFailAsync(await scenario.Host.Http.PostAsync("/v1/oauth/token", content), error, "*");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Who_has_no_right_to_a_token_takes_no_turn_at_writing(MetadataEngine engine)
    {
        await using var scenario = await AppScenario.StartAsync(engine, CountedMetadata.Use);
        var (code, expired) = (await CodeOfAsync(scenario), await CodeOfAsync(scenario));
        var metadata = CountedMetadata.Of(scenario.Host);
        var writes = metadata.Writes;

        await ShouldFailAsync(await PostAsync(scenario, Json("made-up")), "invalid_grant", "The code is unknown*");
        await ShouldFailAsync(await PostAsync(scenario, Json(code, redirectUri: "https://evil.example/")), "invalid_grant", "redirect_uri*");
        await ShouldFailAsync(await PostAsync(scenario, Json(code, verifier: new string('a', 43))), "invalid_grant", "code_verifier*");
        scenario.Host.Clock.Advance(AuthorizationCode.Lifetime);
        await ShouldFailAsync(await PostAsync(scenario, Json(expired)), "invalid_grant", "The code is unknown*");

        metadata.Writes.Should().Be(writes);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_read()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);

        using var response = await PostAsync(scenario, new string(' ', 20_000));

        await response.ShouldFailAsync(HttpStatusCode.RequestEntityTooLarge, "Other", "The request body is too large.");
    }

    [Fact]
    public async Task A_database_that_is_gone_gives_no_token()
    {
        await using var scenario = await AppScenario.StartAsync(MetadataEngine.Sqlite);
        var code = await CodeOfAsync(scenario);
        scenario.Remove("books");

        await ShouldFailAsync(await PostAsync(scenario, Json(code)), "invalid_grant", "The database is no more.");

        scenario.Host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_metadata_holds_the_hash_of_a_code_and_forgets_it_when_it_has_expired(MetadataEngine engine)
    {
        await using var scenario = await AppScenario.StartAsync(engine);
        var code = await CodeOfAsync(scenario);

        var row = (await RowsAsync(scenario)).Should().ContainSingle().Which;
        row.Values.OfType<string>().Should().NotContain(value => value.Contains(code, StringComparison.Ordinal))
            .And.NotContain(value => value.Contains(AppScenario.Verifier, StringComparison.Ordinal));

        scenario.Host.Clock.Advance(AuthorizationCode.Lifetime);
        await CodeOfAsync(scenario);
        (await RowsAsync(scenario)).Should().ContainSingle().Which["hash"].Should().NotBe(row["hash"]);
    }

    /// <summary>Without the pages: what they ask for is a scenario of its own.</summary>
    private static async Task<string> CodeOfAsync(AppScenario scenario)
    {
        AuthorizationRequest.TryParse(
            Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(AppScenario.Address().Split('?')[1]), out var request, out _)
            .Should().BeTrue();
        var code = await scenario.Host.SendAsync(new AuthorizeApp(
            scenario.Alice, request!, DatabasePath.Parse("alice/books").Value, IsNew: false, QueryAccess.ReadOnly));
        return code.Value.Reveal();
    }

    private static async Task<string> TokenOfAsync(HttpResponseMessage response) =>
        (await response.JsonAsync()).GetProperty("access_token").GetString()!;

    private static string Json(string code, string redirectUri = AppScenario.Callback, string verifier = AppScenario.Verifier) =>
        $$"""{"grant_type":"authorization_code","code":"{{code}}","redirect_uri":"{{redirectUri}}","code_verifier":"{{verifier}}"}""";

    private static Task<HttpResponseMessage> PostAsync(AppScenario scenario, string body) =>
        scenario.Host.Http.PostAsync("/v1/oauth/token", new StringContent(body, Encoding.UTF8, "application/json"));

    private static async Task ShouldFailAsync(HttpResponseMessage response, string error, string description)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest, body);
        response.Headers.CacheControl!.ToString().Should().Be("no-store");
        var answer = System.Text.Json.JsonElement.Parse(body);
        answer.GetProperty("error").GetString().Should().Be(error);
        answer.GetProperty("error_description").GetString().Should().Match(description);
    }

    private static async Task<List<IDictionary<string, object?>>> RowsAsync(AppScenario scenario)
    {
        await using var reader = await scenario.Host.Services.GetRequiredService<IMetadataDatabase>().OpenReaderAsync(CancellationToken.None);
        return [.. (await reader.QueryAsync("SELECT * FROM oauth_codes")).Cast<IDictionary<string, object?>>()];
    }
}
