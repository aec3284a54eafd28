using System.Net;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Identity.Tests;

public class ShowingAnEntity
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_entity_is_shown_to_anybody_with_an_empty_profile(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        await host.SignUpAsync("alice");
        host.Facts.Clear();

        await (await host.CallAsync(HttpMethod.Get, "entity/ALICE")).ShouldBeAsync(HttpStatusCode.OK,
            """
            {"slug":"alice",
             "profile":{"display_name":null,"description":null,"organization":null,"location":null,"links":[]},
             "databases":[],
             "permissions":{"can_create_database":false}}
            """);

        host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task Only_databases_that_the_caller_may_discover_are_shown()
    {
        Principal? asked = null;
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite, options => options
            .Answer<WhichDatabasesOf>(question => question.Answer(
                [Database(question.Owner, "a.sqlite"), Database(question.Owner, "b.duckdb"), Database(question.Owner, "c.sqlite")]))
            .Answer<WhichMayDiscover>(question =>
            {
                asked = question.Caller;
                question.Answer([.. question.Databases.Where(database => database.Slug.Value != "a.sqlite")]);
            }));
        await host.SignUpAsync("alice");
        var bob = await host.SignUpAsync("bob", "bob@example.org");

        var answer = await (await host.CallAsync(HttpMethod.Get, "entity/alice", IdentityModule.Bearer(bob))).JsonAsync();

        answer.GetProperty("databases").GetRawText().Should().Be(
            """[{"slug":"b.duckdb","database_type":"duckdb","origin":null},{"slug":"c.sqlite","database_type":"sqlite","origin":null}]""");
        asked.Should().Be(await host.PrincipalOfAsync(bob));
    }

    [Fact]
    public async Task A_fork_names_its_origin_to_who_may_discover_that_too()
    {
        var (open, secret) = (Database(new EntityId("bob"), "open"), Database(new EntityId("bob"), "secret"));
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite, options => options
            .Answer<WhichDatabasesOf>(question => question.Answer(
            [
                Database(question.Owner, "a") with { Origin = open.Id },
                Database(question.Owner, "b") with { Origin = secret.Id },
                Database(question.Owner, "c") with { Origin = new DatabaseId("gone") },
            ]))
            .Answer<WhichDatabasesById>(question => question.Answer([open, secret]))
            .Answer<WhichMayDiscover>(question => question.Answer([.. question.Databases.Where(database => database != secret)])));
        await host.SignUpAsync("alice");

        var answer = await (await host.CallAsync(HttpMethod.Get, "entity/alice")).JsonAsync();

        answer.GetProperty("databases").EnumerateArray().Select(database => database.GetProperty("origin").GetString())
            .Should().Equal(open.Name, null, null);
    }

    [Fact]
    public async Task Nobody_says_what_may_be_discovered_and_nothing_is_shown()
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite, options => options
            .Answer<WhichDatabasesOf>(question => question.Answer([Database(question.Owner, "a.sqlite")])));
        var alice = await host.SignUpAsync("alice");

        var answer = await (await host.CallAsync(HttpMethod.Get, "entity/alice", IdentityModule.Bearer(alice))).JsonAsync();

        answer.GetProperty("databases").GetArrayLength().Should().Be(0);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Databases_are_created_by_the_entity_itself_with_a_token_that_is_not_narrowed(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        var (alice, narrowed) = (await host.SignUpAsync("alice"), await host.LogInAgainAsync("alice"));
        var bob = await host.SignUpAsync("bob", "bob@example.org");
        await host.NarrowAsync(narrowed);

        (await MayCreateAsync(alice)).Should().BeTrue();
        (await MayCreateAsync(bob)).Should().BeFalse();
        (await MayCreateAsync(narrowed)).Should().BeFalse();

        async Task<bool> MayCreateAsync(string token)
        {
            var answer = await (await host.CallAsync(HttpMethod.Get, "entity/alice", IdentityModule.Bearer(token))).JsonAsync();
            return answer.GetProperty("permissions").GetProperty("can_create_database").GetBoolean();
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_entity_that_is_unknown_or_not_confirmed_is_not_found(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        await host.AskForAsync("pending");

        foreach (var entity in new[] { "nobody-here", "pending" })
        {
            await (await host.CallAsync(HttpMethod.Get, $"entity/{entity}")).ShouldBeAsync(HttpStatusCode.NotFound,
                $$"""{"type":"RecordNotFound","message":"Record not found: {{entity}} (entity)","id":"{{entity}}","record_type":"entity"}""");
        }
    }

    [Theory]
    [InlineData("a%20b")]
    [InlineData("a%00b")]
    [InlineData("a:b")]
    public async Task A_malformed_name_is_refused(string entity)
    {
        await using var host = await IdentityModule.StartAsync(MetadataEngine.Sqlite);

        (await host.CallAsync(HttpMethod.Get, $"entity/{entity}")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    private static HostedDatabase Database(EntityId owner, string slug) => new(
        new DatabaseId(slug),
        owner,
        EntitySlug.Parse("alice").Value,
        DatabaseSlug.Parse(slug).Value,
        slug.EndsWith("duckdb", StringComparison.Ordinal) ? DatabaseType.Duckdb : DatabaseType.Sqlite);
}
