using System.Net;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

public class LoggingIn
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Logging_in_mails_a_token_to_the_confirmed_address(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        await host.AskForAsync("alice", "mallory@example.org");
        var first = await host.SignUpAsync("alice", "Alice@Example.org");
        host.Facts.Clear();

        await (await host.LogInAsync("ALICE")).ShouldBeAsync(HttpStatusCode.OK, "{}");

        var fact = host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<ConfirmationRequested>().Subject;
        fact.EmailAddress.Should().Be("Alice@Example.org");
        host.Facts.Clear();
        var second = (await host.SendAsync(new Confirm(fact.Token))).Value.Token;
        var bearer = await host.PrincipalOfAsync(second);
        bearer.Id.Should().Be((await host.PrincipalOfAsync(first)).Id);
        host.Facts.All.Should().Equal(IdentityModule.LoggedIn(bearer, second));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_entity_that_is_unknown_or_not_confirmed_is_not_found(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        await host.AskForAsync("pending");
        host.Facts.Clear();

        foreach (var entity in new[] { "nobody-here", "pending" })
        {
            await (await host.LogInAsync(entity)).ShouldBeAsync(HttpStatusCode.NotFound,
                $$"""{"type":"RecordNotFound","message":"Record not found: {{entity}} (entity)","id":"{{entity}}","record_type":"entity"}""");
        }

        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task A_missing_repeated_or_malformed_name_is_refused()
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);

        await (await host.CallAsync(HttpMethod.Post, "log_in"))
            .ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "The header 'entity' is missing.");
        await (await host.LogInAsync("a/b")).ShouldFailAsync(HttpStatusCode.BadRequest, "InvalidSlug", "The entity *");
        (await RawHttp.PostAsync(host.Http.BaseAddress!, "/v1/log_in", [("entity", "alice"), ("entity", "bob")]))
            .Should().StartWith("HTTP/1.1 400 ");

        host.Facts.All.Should().BeEmpty();
    }
}
