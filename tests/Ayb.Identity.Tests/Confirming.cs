using System.Net;
using System.Text;
using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

public class Confirming
{
    private const string Invalid = "Invalid or expired token";

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_first_confirmation_registers_the_entity_and_hands_out_a_token(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        (await host.RegisterAsync("Alice", type: "organization")).Should().BeSuccessful();
        var mailed = host.MailedToken();
        host.Facts.Clear();

        var answer = await (await host.ConfirmAsync(mailed)).JsonAsync();

        answer.EnumerateObject().Select(property => property.Name).Should().Equal("entity", "token");
        answer.GetProperty("entity").GetString().Should().Be("alice");
        var token = answer.GetProperty("token").GetString()!;
        token.Should().MatchRegex("^ayb_[A-Za-z0-9]{12,}_[A-Za-z0-9]{43,}$");
        var entity = (await host.AskAsync(new WhichEntity(EntitySlug.Parse("alice").Value)))!;
        entity.Type.Should().Be(EntityType.Organization);
        host.Facts.All.Should().Equal(new EntityRegistered(entity), new TokenCreated(entity, IdentityModule.ShortOf(token), TokenOrigin.LogIn, Scope: null, Name: null));
        (await host.PrincipalOfAsync(token)).Should().Be(new Principal(entity.Id, entity.Slug, IdentityModule.ShortOf(token), null));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Confirming_again_logs_in_with_another_token(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var mailed = await host.AskForAsync("alice");
        var first = (await host.SendAsync(new Confirm(mailed))).Value.Token;
        host.Facts.Clear();

        var second = (await host.SendAsync(new Confirm(mailed))).Value.Token;

        second.Should().NotBe(first);
        var bearer = await host.PrincipalOfAsync(second);
        bearer.Id.Should().Be((await host.PrincipalOfAsync(first)).Id);
        host.Facts.All.Should().Equal(IdentityModule.LoggedIn(bearer, second));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_first_confirmed_address_wins(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var loser = await host.AskForAsync("alice", "mallory@example.org");
        var winner = await host.AskForAsync("alice", "alice@example.org");
        var sameAddress = await host.AskForAsync("alice", "alice@EXAMPLE.org");
        var otherCase = await host.AskForAsync("alice", "Alice@example.org");
        (await host.ConfirmAsync(winner)).Should().BeSuccessful();
        host.Facts.Clear();

        await (await host.ConfirmAsync(loser))
            .ShouldFailAsync(HttpStatusCode.Conflict, "RegistrationError", "alice has already been registered");
        await (await host.ConfirmAsync(otherCase))
            .ShouldFailAsync(HttpStatusCode.Conflict, "RegistrationError", "alice has already been registered");
        host.Facts.All.Should().BeEmpty();

        (await host.ConfirmAsync(sameAddress)).Should().BeSuccessful();
        host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<TokenCreated>();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_many_addresses_confirmed_at_once_exactly_one_wins(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var mailed = new List<string>();
        for (var index = 0; index < 8; index++)
        {
            mailed.Add(await host.AskForAsync("alice", $"{index}@example.org"));
        }

        host.Facts.Clear();
        var answers = await Task.WhenAll(mailed.Select(token => host.ConfirmAsync(token)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).Should().Be(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).Should().Be(7);
        host.Facts.All.Select(fact => fact.GetType()).Should().Equal(typeof(EntityRegistered), typeof(TokenCreated));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task One_address_confirmed_many_times_at_once_registers_once_and_logs_in_every_time(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var mailed = await host.AskForAsync("alice");
        host.Facts.Clear();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.ConfirmAsync(mailed)));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
        host.Facts.All.OfType<EntityRegistered>().Should().ContainSingle();
        host.Facts.All.OfType<TokenCreated>().Select(fact => fact.TokenId).Should().OnlyHaveUniqueItems().And.HaveCount(8);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_mailed_token_works_until_its_time_is_over(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(
            engine, options => options.Settings["authentication:token_expiration_seconds"] = "100");
        var mailed = await host.AskForAsync("alice");

        host.Clock.Advance(TimeSpan.FromSeconds(100));
        (await host.ConfirmAsync(mailed)).Should().BeSuccessful();
        host.Facts.Clear();

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await (await host.ConfirmAsync(mailed)).ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", Invalid);
        host.Facts.All.Should().BeEmpty();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==")]
    public async Task A_token_that_we_did_not_make_is_refused(string token)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);

        await (await host.ConfirmAsync(token)).ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", Invalid);

        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task A_token_of_a_server_with_another_key_is_refused()
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);
        await using var other = await IdentityModule.StartAsync(MetadataEngine.Sqlite);

        await (await host.ConfirmAsync(await other.AskForAsync("alice")))
            .ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", Invalid);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""null""")]
    [InlineData("""not json""")]
    [InlineData("""{"entity":"alice","entity_type":"user"}""")]
    [InlineData("""{"entity":"alice","entity_type":"user","email_address":null}""")]
    [InlineData("""{"entity":"alice","entity_type":"robot","email_address":"alice@example.org"}""")]
    [InlineData("""{"entity":"a/b","entity_type":"user","email_address":"alice@example.org"}""")]
    [InlineData("""{"entity":"alice","entity_type":"user","email_address":"alice@example.org","other":1}""")]
    public async Task A_message_that_other_software_sealed_with_our_key_is_refused(string message)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);
        var sealedElsewhere = host.Services.GetRequiredService<FernetTokens>().Seal(Encoding.UTF8.GetBytes(message));

        await (await host.ConfirmAsync(sealedElsewhere)).ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", Invalid);

        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task A_missing_or_repeated_header_is_refused()
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);

        await (await host.CallAsync(HttpMethod.Post, "confirm"))
            .ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "The header 'authentication-token' is missing.");
        (await RawHttp.PostAsync(host.Http.BaseAddress!, "/v1/confirm", [("authentication-token", "a"), ("authentication-token", "b")]))
            .Should().StartWith("HTTP/1.1 400 ");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_metadata_holds_the_hash_of_a_token_and_never_the_secret(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var token = await host.SignUpAsync();
        var secret = token.Split('_')[2];

        await using var reader = await host.Services.GetRequiredService<IMetadataDatabase>().OpenReaderAsync(CancellationToken.None);
        var row = (IDictionary<string, object?>)await reader.QuerySingleAsync("SELECT * FROM api_tokens");
        row["short_token"].Should().Be(IdentityModule.ShortOf(token));
        row.Values.OfType<string>().Should().NotContain(value => value.Contains(secret, StringComparison.Ordinal));
        Directory.EnumerateFiles(host.Folder).Should().NotBeEmpty()
            .And.NotContain(path => ReadShared(path).Contains(secret, StringComparison.Ordinal));
    }

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
