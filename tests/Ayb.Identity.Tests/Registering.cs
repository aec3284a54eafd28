using System.Net;
using Ayb.Contracts;
using Ayb.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

public class Registering
{
    public static TheoryData<string> MalformedAddresses =>
    [
        "alice", "@example.org", "alice@", "alice@@example.org", "alice@a@example.org", "Alice <alice@example.org>",
        "<alice@example.org>", "alice@example.org,bob@example.org", "alice@example.org bob@example.org", "ali ce@example.org",
        "alice@exam ple.org", ".alice@example.org", "alice.@example.org", "al..ice@example.org", "alice@.example.org",
        "alice@example.org.", "alice@example..org", "alice@-example.org", "alice@example-.org", "alice@exa_mple.org",
        "\"alice\"@example.org", "alice@[127.0.0.1]", "alice(comment)@example.org", "alice@example.org%0d%0aBcc:bob@example.org",
        $"{new string('a', 65)}@example.org", $"alice@{new string('a', 64)}.org",
        $"alice@{string.Join('.', Enumerable.Repeat(new string('a', 49), 5))}",
    ];

    public static TheoryData<string> AddressesThatNoHeaderHolds =>
    [
        "alice@example.org\r\nBcc: bob@example.org", "alice@example.org\n", "\nalice@example.org", "alice\r@example.org",
        "alice\0@example.org", "alice\t@example.org", "alice@example.org\u007f", "alice@example.org\u2028", "alic\u00e9@example.org",
    ];

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_registration_mails_a_token_and_creates_nothing(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);

        await (await host.RegisterAsync("alice", IdentityModule.Address)).ShouldBeAsync(HttpStatusCode.OK, "{}");

        host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<ConfirmationRequested>()
            .Which.Should().Match<ConfirmationRequested>(fact =>
                fact.Entity.Value == "alice" && fact.EmailAddress == IdentityModule.Address && fact.Token.Length > 0);
        (await host.AskAsync(new WhichEntity(EntitySlug.Parse("alice").Value))).Should().BeNull();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_registered_entity_conflicts_whatever_the_address(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        await host.SignUpAsync("alice");
        host.Facts.Clear();

        foreach (var address in new[] { IdentityModule.Address, "bob@example.org" })
        {
            await (await host.RegisterAsync("ALICE", address))
                .ShouldFailAsync(HttpStatusCode.Conflict, "RegistrationError", "alice has already been registered");
        }

        host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Several_registrations_of_one_entity_may_be_pending(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);

        var one = await host.AskForAsync("alice", "one@example.org");
        var two = await host.AskForAsync("alice", "two@example.org");

        two.Should().NotBe(one);
        host.Facts.All.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("o'brien+tag@sub.example-1.org")]
    [InlineData("a@b")]
    [InlineData("#!$%&'*+-/=?^_`{|}~@EXAMPLE.org")]
    public async Task Unusual_addresses_are_mailed_as_they_were_given(string address)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);

        (await host.RegisterAsync("alice", address)).Should().BeSuccessful();

        host.Facts.All.OfType<ConfirmationRequested>().Single().EmailAddress.Should().Be(address);
    }

    [Theory]
    [InlineData("entity")]
    [InlineData("email-address")]
    [InlineData("entity-type")]
    public async Task A_header_that_is_missing_empty_or_there_twice_is_refused(string name)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);
        (string Name, string Value)[] all = [("entity", "alice"), ("email-address", IdentityModule.Address), ("entity-type", "user")];
        var others = all.Where(header => header.Name != name).ToArray();

        await (await host.CallAsync(HttpMethod.Post, "register", others))
            .ShouldFailAsync(HttpStatusCode.BadRequest, "Other", $"The header '{name}' is missing.");
        await (await host.CallAsync(HttpMethod.Post, "register", [.. others, (name, "")]))
            .ShouldFailAsync(HttpStatusCode.BadRequest, "Other", $"The header '{name}' is missing.");
        var answer = await RawHttp.PostAsync(host.Http.BaseAddress!, "/v1/register", [.. all, all.Single(header => header.Name == name)]);
        answer.Should().StartWith("HTTP/1.1 400 ").And.Contain("is there more than once.");

        host.Facts.All.Should().BeEmpty();
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("alice smith")]
    [InlineData("admin")]
    [InlineData("Admin")]
    [InlineData(".well-known")]
    [InlineData("null")]
    public async Task A_malformed_or_reserved_name_is_refused(string entity)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);

        await (await host.RegisterAsync(entity)).ShouldFailAsync(HttpStatusCode.BadRequest, "InvalidSlug", "The entity *");

        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task The_longest_name_is_accepted_and_a_longer_one_is_not()
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);

        (await host.RegisterAsync(new string('a', 128))).Should().BeSuccessful();
        await (await host.RegisterAsync(new string('a', 129))).ShouldFailAsync(HttpStatusCode.BadRequest, "InvalidSlug", "*128*");
    }

    [Theory, MemberData(nameof(MalformedAddresses))]
    public async Task A_malformed_address_is_refused(string address)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);

        await (await host.RegisterAsync("alice", address)).ShouldFailAsync(
            HttpStatusCode.BadRequest, "Other", "*email address*");

        host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(AddressesThatNoHeaderHolds))]
    public async Task No_address_can_add_a_line_to_an_email(string address)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);

        var result = await host.SendAsync(new Register(EntitySlug.Parse("alice").Value, EntityType.User, address));

        result.Error!.Kind.Should().Be(ErrorKind.InvalidRequest);
        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task An_unknown_type_of_entity_is_refused_by_naming_the_known_ones()
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);

        await (await host.RegisterAsync(type: "robot"))
            .ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "*entity-type*user, organization*");

        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task Every_first_path_segment_that_is_routed_is_reserved()
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);
        var segments = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.RoutePattern.PathSegments.Take(2))
            .Select(segment => segment.Parts[0])
            .OfType<RoutePatternLiteralPart>()
            .Select(part => part.Content)
            .ToHashSet();
        segments.Should().Contain(["v1", "register", "confirm", "log_in", "tokens", "entity"]);

        foreach (var segment in segments)
        {
            await (await host.RegisterAsync(segment)).ShouldFailAsync(HttpStatusCode.BadRequest, "InvalidSlug", "*reserved*");
        }
    }
}
