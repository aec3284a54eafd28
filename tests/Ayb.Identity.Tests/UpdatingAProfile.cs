using System.Net;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

public class UpdatingAProfile
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_is_named_changes_what_is_null_or_empty_is_cleared_and_the_rest_stays(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var alice = await host.SignUpAsync();
        host.Facts.Clear();

        await UpdateAsync("""{"display_name":"Alice","description":"d","organization":"o","location":"日本 \"x\"","links":"[{\"url\":\"http://a.example\"},{\"url\":\"http://b.example/?q#f\"}]"}""");
        await IsAsync("""{"display_name":"Alice","description":"d","organization":"o","location":"日本 \"x\"","links":[{"url":"http://a.example","verified":false},{"url":"http://b.example/?q#f","verified":false}]}""");

        await UpdateAsync("""{"description":null,"organization":"","location":"l"}""");
        await IsAsync("""{"display_name":"Alice","description":null,"organization":null,"location":"l","links":[{"url":"http://a.example","verified":false},{"url":"http://b.example/?q#f","verified":false}]}""");

        await UpdateAsync("""{"links":"[{\"url\":\"http://b.example\"},{\"url\":\"http://b.example\"}]"}""");
        await IsAsync("""{"display_name":"Alice","description":null,"organization":null,"location":"l","links":[{"url":"http://b.example","verified":false}]}""");

        foreach (var none in new[] { "null", "\"\"", "\"[]\"" })
        {
            (await host.SetLinksAsync("alice", alice, "http://b.example")).Should().BeSuccessful();
            await UpdateAsync($$"""{"display_name":null,"links":{{none}}}""");
            await IsAsync("""{"display_name":null,"description":null,"organization":null,"location":"l","links":[]}""");
        }

        host.Facts.All.Should().BeEmpty();

        async Task UpdateAsync(string body) =>
            await (await host.PatchAsync("ALICE", alice, body)).ShouldBeAsync(HttpStatusCode.OK, "{}");

        async Task IsAsync(string expected)
        {
            var profile = await host.ProfileAsync("alice");
            JsonElement.DeepEquals(profile, JsonElement.Parse(expected)).Should().BeTrue($"{profile} should be {expected}");
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Updates_at_once_all_leave_their_mark(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var alice = await host.SignUpAsync();
        string[] fields = ["display_name", "description", "organization", "location"];

        var answers = await Task.WhenAll(fields.Select(field => host.PatchAsync("alice", alice, $$"""{"{{field}}":"{{field}}"}"""))
            .Concat(Enumerable.Range(0, 6).Select(_ => host.SetLinksAsync("alice", alice, "http://a.example", "http://b.example"))));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
        var profile = await host.ProfileAsync("alice");
        fields.Should().OnlyContain(field => profile.GetProperty(field).GetString() == field);
        profile.GetProperty("links").GetArrayLength().Should().Be(2);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Nobody_else_updates_a_profile_and_a_narrowed_token_none(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, narrowed) = (await host.SignUpAsync(), await host.LogInAgainAsync());
        var bob = await host.SignUpAsync("bob", "bob@example.org");
        await host.NarrowAsync(narrowed);

        await (await host.PatchAsync("alice", null, "{}")).ShouldFailAsync(HttpStatusCode.Unauthorized, "Unauthorized", "*API token*");
        await (await host.PatchAsync("alice", bob, """{"location":"l"}"""))
            .ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "Authenticated entity bob can't update the profile of alice");
        await (await host.PatchAsync("alice", narrowed, """{"location":"l"}"""))
            .ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "*can't update a profile");
        await (await host.PatchAsync("nobody-here", alice, """{"location":"l"}"""))
            .ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", "*nobody-here*");
        (await host.ProfileAsync("alice")).GetProperty("location").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Theory]
    [InlineData(MemberRole.Owner, true)]
    [InlineData(MemberRole.Member, false)]
    public async Task Of_an_organization_the_owners_do(MemberRole role, bool may)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);
        var (acme, bob) = (await host.SignUpOrganizationAsync("acme"), await host.SignUpAsync("bob"));
        await host.AddMemberAsync(acme, "acme", "bob", bob, WireName.Of(role));

        var result = await host.SendAsync(new UpdateProfile(
            await host.PrincipalOfAsync(bob), EntitySlug.Parse("acme").Value, new Dictionary<string, string?> { ["location"] = "l" }));

        result.Succeeded.Should().Be(may);
    }

    [Theory]
    [InlineData("{}", "EmptyUpdateError", "No fields provided to update. Please specify at least one field to update.")]
    [InlineData("""{"nickname":"x"}""", "Other", "*'nickname'*display_name, description*")]
    [InlineData("""{"Location":"x"}""", "Other", "*'Location'*")]
    [InlineData("""{"display_name":1}""", "Other", "*display_name*")]
    [InlineData("""{"description":["x"]}""", "Other", "*description*")]
    [InlineData("""{"location":true}""", "Other", "*location*")]
    [InlineData("""{"location":"a","location":"b"}""", "Other", "*location*")]
    [InlineData("""{"location":"\ud800"}""", "Other", "*location*")]
    [InlineData("""{"location":"a\u0000b"}""", "Other", "*location*")]
    [InlineData("""{"location":"a\nb"}""", "Other", "*location*")]
    [InlineData("""{"location":"a\u202egnp.exe"}""", "Other", "The location must not hold line breaks, control characters or others that do not show.")]
    [InlineData("""{"display_name":"\u2066a"}""", "Other", "*display_name*")]
    [InlineData("""{"description":"a\u200bb"}""", "Other", "*description*")]
    [InlineData("""{"organization":"a\u2028b"}""", "Other", "*organization*")]
    [InlineData("""{"organization":"\udb40\udc41"}""", "Other", "*organization*")]
    [InlineData("""{"links":[{"url":"https://a"}]}""", "Other", "*links*")]
    [InlineData("""{"links":"https://a"}""", "Other", "*links*[{\"url\":\"https://example.com\"}]*")]
    [InlineData("""{"links":"null"}""", "Other", "*links*")]
    [InlineData("""{"links":"[null]"}""", "Other", "*links*")]
    [InlineData("""{"links":"[{}]"}""", "Other", "*links*")]
    [InlineData("""{"links":"[{\"url\":null}]"}""", "Other", "*links*")]
    [InlineData("""{"links":"[{\"url\":\"https://a\",\"verified\":true}]"}""", "Other", "*links*")]
    [InlineData("""{"links":"[{\"url\":\"https://a\",\"url\":\"https://b\"}]"}""", "Other", "*links*")]
    [InlineData("", "Other", "*JSON object*")]
    [InlineData("null", "Other", "*JSON object*")]
    [InlineData("[]", "Other", "*JSON object*")]
    [InlineData("""{"location":"x"} x""", "Other", "*JSON object*")]
    [InlineData("""{"location":"x",}""", "Other", "*JSON object*")]
    public async Task What_is_not_an_update_is_refused_and_changes_nothing(string body, string type, string message)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);
        var alice = await host.SignUpAsync();
        (await host.PatchAsync("alice", alice, """{"location":"London"}""")).Should().BeSuccessful();

        await (await host.PatchAsync("alice", alice, body)).ShouldFailAsync(HttpStatusCode.BadRequest, type, message);

        (await host.ProfileAsync("alice")).GetProperty("location").GetString().Should().Be("London");
    }

    [Theory]
    [InlineData("display_name", 35)]
    [InlineData("description", 100)]
    [InlineData("organization", 35)]
    [InlineData("location", 35)]
    public async Task Characters_are_counted_as_people_do(string field, int limit)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);
        var alice = await host.SignUpAsync();

        foreach (var character in new[] { "a", "日", "e\u0301", "👩‍👩‍👧‍👦" })
        {
            (await host.PatchAsync("alice", alice, Body(character, limit))).Should().BeSuccessful();
            (await host.ProfileAsync("alice")).GetProperty(field).GetString().Should().Be(Repeat(character, limit));
            await (await host.PatchAsync("alice", alice, Body(character, limit + 1)))
                .ShouldFailAsync(HttpStatusCode.BadRequest, "Other", $"The {field} may have at most {limit} characters.");
        }

        await (await host.PatchAsync("alice", alice, Body("e" + Repeat("\u0301", 16 * limit), 1)))
            .ShouldFailAsync(HttpStatusCode.BadRequest, "Other", $"*at most {limit} characters.");

        string Body(string character, int count) =>
            JsonSerializer.Serialize(new Dictionary<string, string> { [field] = Repeat(character, count) });
    }

    [Theory]
    [InlineData("https://a.example", true)]
    [InlineData("HTTP://a.example:8080/path?query#fragment", true)]
    [InlineData("https://bücher.example/ü", true)]
    [InlineData("https://[2606:4700::1111]/", true)]
    [InlineData("https://a.example/@alice", true)]
    [InlineData("", false)]
    [InlineData("a.example", false)]
    [InlineData("//a.example", false)]
    [InlineData("https:a.example", false)]
    [InlineData("https:/a.example", false)]
    [InlineData("https://", false)]
    [InlineData("https:///a", false)]
    [InlineData("ftp://a.example", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("mailto:a@example.org", false)]
    [InlineData("https://user@a.example", false)]
    [InlineData("https://user:password@a.example", false)]
    [InlineData("https://@a.example", false)]
    [InlineData("https://a.example\\@b.example", false)]
    [InlineData(" https://a.example", false)]
    [InlineData("https://a.example/a b", false)]
    [InlineData("https://a.example/\n", false)]
    [InlineData("https://a.example/\u202Egnp.exe", false)]
    [InlineData("https://a.example/\U000E0041", false)]
    [InlineData("https://a.example:99999/", false)]
    [InlineData("https://a.example/(a)/b", true)]
    [InlineData("https://bank.example/#(verified)", false)]
    [InlineData("https://bank.example/#\uFF08verified\uFF09", false)]
    [InlineData("https://[::1/", false)]
    public async Task A_link_is_an_address_of_the_web_that_everybody_reads_alike(string url, bool isOne)
    {
        await using var host = await IdentityModule.StartAsync(
            MetadataEngine.Sqlite, options => options.Services(services => services.UseNoNetwork()));
        var alice = await host.SignUpAsync();

        var answer = await host.SetLinksAsync("alice", alice, url);

        answer.StatusCode.Should().Be(isOne ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        (await host.ProfileAsync("alice")).GetProperty("links").EnumerateArray().Select(link => link.GetProperty("url").GetString())
            .Should().Equal(isOne ? [url] : []);
    }

    [Fact]
    public async Task Links_have_bounds()
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);
        var alice = await host.SignUpAsync();
        var longest = "http://a.example/" + Repeat("x", 2000 - "http://a.example/".Length);
        var ten = Enumerable.Range(0, 10).Select(number => $"http://a.example/{number}").ToArray();

        (await host.SetLinksAsync("alice", alice, longest)).Should().BeSuccessful();
        (await host.SetLinksAsync("alice", alice, ten)).Should().BeSuccessful();
        await (await host.SetLinksAsync("alice", alice, longest + "x")).ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "*at most 2000*");
        await (await host.SetLinksAsync("alice", alice, [.. ten, "http://b.example"])).ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "*at most 10 links*");
        await (await host.PatchAsync("alice", alice, $$"""{"location":"{{Repeat("x", 70_000)}}"}"""))
            .ShouldFailAsync(HttpStatusCode.RequestEntityTooLarge, "Other", "*too large*");
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
