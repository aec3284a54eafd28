using System.Net;
using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Dapper;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using static Ayb.Identity.Tests.IdentityModule;

namespace Ayb.Identity.Tests;

public class CreatingTokens
{
    private static readonly HostedDatabase Books = new(
        new DatabaseId("id-of-books"),
        new EntityId("id-of-bob"),
        EntitySlug.Parse("bob").Value,
        DatabaseSlug.Parse("books").Value,
        DatabaseType.Sqlite);

    public static TheoryData<string[], TokenScope?> Scopes => new()
    {
        { [], null },
        { ["token-name: nightly"], null },
        { ["expires-in: 30d"], null },
        { ["permission-level: read-only"], new TokenScope(Database: null, QueryAccess.ReadOnly) },
        { ["permission-level: Read-Write"], new TokenScope(Database: null, QueryAccess.ReadWrite) },
        { ["database: Bob/books"], new TokenScope(Books.Id, QueryAccess.ReadWrite) },
        { ["database: bob/books", "permission-level: read-only"], new TokenScope(Books.Id, QueryAccess.ReadOnly) },
        { ["database: bob/books", "permission-level: read-write"], new TokenScope(Books.Id, QueryAccess.ReadWrite) },
    };

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_token_is_shown_once_named_in_the_list_and_published(MetadataEngine engine)
    {
        await using var host = await StartAsync(engine);
        var own = await host.SignUpAsync();
        var caller = await host.PrincipalOfAsync(own);
        host.Facts.Clear();

        var answer = await host.CreateAsync(own, "database: bob/books", "permission-level: read-only", "expires-in: 1w2d", "token-name: nightly report");

        answer.StatusCode.Should().Be(HttpStatusCode.Created);
        var token = await TokenOf(answer);
        const string Rest = """
            "scoped_database":"bob/books","permission_level":"read-only","app_name":"nightly report",
            "created_at":"2026-03-01T12:00:00.000Z","expires_at":"2026-03-10T12:00:00.000Z"
            """;
        await answer.ShouldBeAsync(HttpStatusCode.Created, $$"""{"token":"{{token}}","short_token":"{{ShortOf(token)}}",{{Rest}}}""");
        var scope = new TokenScope(Books.Id, QueryAccess.ReadOnly);
        host.Facts.All.Should().Equal(new TokenCreated(
            new Entity(caller.Id, caller.Slug, EntityType.User), ShortOf(token), TokenOrigin.Command, scope, "nightly report"));
        (await host.PrincipalOfAsync(token)).Should().Be(caller with { TokenId = ShortOf(token), Scope = scope });
        var listed = (await host.SendAsync(new ListTokens(caller))).Value.Tokens;
        listed.Should().HaveCount(2).And.ContainSingle(one => one.ShortToken == ShortOf(token))
            .Which.Should().BeEquivalentTo(new { ScopedDatabase = "bob/books", PermissionLevel = "read-only", AppName = "nightly report" });
    }

    [Theory, MemberData(nameof(Scopes))]
    public async Task A_token_may_do_what_was_asked_for(string[] headers, TokenScope? scope)
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite);
        var own = await host.SignUpAsync();

        var token = await TokenOf(await host.CreateAsync(own, headers));

        (await host.PrincipalOfAsync(token)).Scope.Should().Be(scope);
    }

    [Theory]
    [InlineData(QueryAccess.ReadOnly, "read-only", null)]
    [InlineData(QueryAccess.ReadOnly, "read-write", "Authenticated entity alice can only read database bob/books: ask for the permission level read-only")]
    [InlineData(QueryAccess.ReadOnly, null, "Authenticated entity alice can only read database bob/books: ask for the permission level read-only")]
    [InlineData(QueryAccess.None, "read-only", "Authenticated entity alice can't query database bob/books")]
    [InlineData(QueryAccess.None, null, "Authenticated entity alice can't query database bob/books")]
    public async Task Nobody_hands_out_more_than_they_have(QueryAccess most, string? level, string? message)
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite, most);
        var own = await host.SignUpAsync();
        host.Facts.Clear();

        var answer = await host.CreateAsync(own, level is null ? ["database: bob/books"] : ["database: bob/books", $"permission-level: {level}"]);

        if (message is null)
        {
            answer.StatusCode.Should().Be(HttpStatusCode.Created);
            return;
        }

        await answer.ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", message);
        await NothingCameOfItAsync(host, own);
    }

    [Theory]
    [InlineData("read-only")]
    [InlineData("read-write")]
    public async Task A_narrowed_token_makes_no_other(string level)
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite);
        var own = await host.SignUpAsync();
        var narrowed = await TokenOf(await host.CreateAsync(own, $"permission-level: {level}"));
        host.Facts.Clear();

        await (await host.CreateAsync(narrowed, "database: bob/books", "permission-level: read-only"))
            .ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "This API token is limited to queries; it can't create, list or revoke API tokens");

        host.Facts.All.Should().BeEmpty();
        (await host.SendAsync(new ListTokens(await host.PrincipalOfAsync(own)))).Value.Tokens.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(404, "RecordNotFound", "Record not found: bob/nothing (database)", "database: bob/nothing")]
    [InlineData(400, "Other", "A database is named as 'entity/database'.", "database: books")]
    [InlineData(400, "Other", "A database is named as 'entity/database'.", "database: bob/books/x")]
    [InlineData(400, "InvalidSlug", "*", "database: bob/")]
    [InlineData(400, "Other", "The header 'database' is missing.", "database: ")]
    [InlineData(400, "Other", "The header 'permission-level' must be one of: read-only, read-write.", "permission-level: none")]
    [InlineData(400, "Other", "The header 'permission-level' must be one of: read-only, read-write.", "permission-level: manager")]
    [InlineData(400, "DurationParseError", "*such as 30d, 12h or 1w2d.", "expires-in: tomorrow")]
    [InlineData(400, "DurationParseError", "*such as 30d, 12h or 1w2d.", "expires-in: 30")]
    [InlineData(400, "DurationParseError", "*such as 30d, 12h or 1w2d.", "expires-in: 99999999999999d")]
    [InlineData(400, "DurationParseError", "*a second at least and ten years at most.", "expires-in: 0s")]
    [InlineData(400, "DurationParseError", "*a second at least and ten years at most.", "expires-in: -1h")]
    [InlineData(400, "DurationParseError", "*a second at least and ten years at most.", "expires-in: 3654d")]
    [InlineData(400, "Other", "The name of an API token has 1 to 35 visible characters, a letter or digit among them.", "token-name: 123456789 123456789 123456789 123456")]
    public async Task What_cannot_be_is_refused_with_the_reason(int status, string type, string message, params string[] headers)
    {
        await using var host = await StartAsync(MetadataEngine.Sqlite);
        var own = await host.SignUpAsync();
        host.Facts.Clear();

        await (await host.CreateAsync(own, headers)).ShouldFailAsync((HttpStatusCode)status, type, message);

        await NothingCameOfItAsync(host, own);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("Łódź 日本 😀", true)]
    [InlineData("123456789 123456789 123456789 1234😀", true)]
    [InlineData("123456789 123456789 123456789 12345😀", false)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("two\nlines", false)]
    [InlineData("\u001b[31mred", false)]
    [InlineData("\u202eevil", false)]
    [InlineData("zero\u200bwidth", false)]
    [InlineData("\u3164", false)]
    [InlineData("Notes\u3164", false)]
    [InlineData("Notes\u2800", false)]
    [InlineData("Notes\u115f", false)]
    [InlineData("Notes\u1160", false)]
    [InlineData("Notes\uffa0", false)]
    [InlineData("e\u0301\u0323", true)]
    [InlineData("e\u0301\u0323\u0301", false)]
    [InlineData("हिन्दी नोट", true)]
    [InlineData("7", true)]
    [InlineData("...", false)]
    [InlineData("😀", false)]
    [InlineData("\u0301\u0323", false)]
    public void A_name_shows_what_it_is(string name, bool valid) => TokenName.IsValid(name).Should().Be(valid);

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_token_works_as_long_as_was_asked_for(MetadataEngine engine)
    {
        await using var host = await StartAsync(engine);
        var own = await host.SignUpAsync();
        var token = await TokenOf(await host.CreateAsync(own, "expires-in: 12h"));

        host.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMilliseconds(1));
        (await host.PrincipalOfAsync(token)).TokenId.Should().Be(ShortOf(token));

        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await host.AskAsync(new WhoBears(token)))!.Value.Error!.Message.Should().Be("API token has expired");
        (await host.SendAsync(new ListTokens(await host.PrincipalOfAsync(own)))).Value.Tokens.Should().ContainSingle();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_token_that_another_module_cannot_follow_does_not_come_into_being(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine, options => options.Services(
            services => services.AddScoped<INotificationHandler<TokenCreated>, FailingOnCommand>()));
        var own = await host.SignUpAsync();

        (await host.CreateAsync(own)).StatusCode.Should().Be(HttpStatusCode.InternalServerError);

        (await host.SendAsync(new ListTokens(await host.PrincipalOfAsync(own)))).Value.Tokens.Should().ContainSingle();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_thousand_are_enough(MetadataEngine engine)
    {
        await using var host = await StartAsync(engine);
        var own = await host.SignUpAsync();
        var other = await host.SignUpAsync("bob", "bob@example.org");
        var caller = await host.PrincipalOfAsync(own);
        await HaveTokensAsync(host, caller, "active", 998, expiresAt: null);
        await HaveTokensAsync(host, caller, "expired", 10, expiresAt: 1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.CreateAsync(own)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).Should().Be(1);
        var refused = answers.Where(answer => answer.StatusCode != HttpStatusCode.Created).ToList();
        refused.Should().HaveCount(3);
        foreach (var answer in refused)
        {
            await answer.ShouldFailAsync(
                HttpStatusCode.Conflict, "Other", "alice has 1000 API tokens already; revoke some that are not needed any more, or let them expire");
        }

        (await host.CreateAsync(other)).StatusCode.Should().Be(HttpStatusCode.Created);
        (await host.SendAsync(new RevokeToken(caller, "active-7"))).Succeeded.Should().BeTrue();
        (await host.CreateAsync(own)).StatusCode.Should().Be(HttpStatusCode.Created);
        (await host.LogInAgainAsync()).Should().NotBeNull("nobody is locked out");
    }

    private static async Task HaveTokensAsync(ModuleHost host, Principal bearer, string name, int count, long? expiresAt)
    {
        await using var writer = await host.Services.GetRequiredService<IMetadataDatabase>().OpenWriterAsync(CancellationToken.None);
        await writer.Connection.ExecuteAsync(
            """
            INSERT INTO api_tokens (short_token, entity_id, hash, created_at, expires_at)
            WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < @Count)
            SELECT @Name || '-' || number, @Bearer, 'h', 1, @ExpiresAt FROM numbers
            """,
            new { Name = name, Count = count, Bearer = bearer.Id.Value, ExpiresAt = expiresAt },
            writer.Transaction);
        await writer.CommitAsync();
    }

    private static Task<ModuleHost> StartAsync(MetadataEngine engine, QueryAccess most = QueryAccess.ReadWrite) =>
        IdentityModule.StartAsync(engine, options => options
            .Answer<WhichDatabase>(question =>
            {
                if (question.Owner == Books.Owner && question.Slug == Books.Slug)
                {
                    question.Answer(Books);
                }
            })
            .Answer<WhichDatabasesById>(question => question.Answer([.. new[] { Books }.Where(one => question.Ids.Contains(one.Id))]))
            .Answer<MayAccess>(question => question.Answer(DatabaseAccess.None with { Query = most })));

    private static async Task NothingCameOfItAsync(ModuleHost host, string own)
    {
        host.Facts.All.Should().BeEmpty();
        (await host.SendAsync(new ListTokens(await host.PrincipalOfAsync(own)))).Value.Tokens.Should().ContainSingle();
    }

    private sealed class FailingOnCommand : INotificationHandler<TokenCreated>
    {
        public Task Handle(TokenCreated fact, CancellationToken cancellationToken) => fact.Origin == TokenOrigin.Command
            ? throw new NotSupportedException("The test can't follow.")
            : Task.CompletedTask;
    }
}
