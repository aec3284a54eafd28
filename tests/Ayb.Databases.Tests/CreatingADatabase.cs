using System.Net;
using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Databases.Tests;

public sealed class CreatingADatabase
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Its_owner_gets_it_and_one_fact_is_published(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);

        var response = await host.CreateAsync("alice/Books.v1", publicLevel: "read-only");

        response.StatusCode.Should().Be(HttpStatusCode.Created);
        (await response.Content.ReadAsStringAsync()).Should().Be(
            """{"entity":"alice","database":"Books.v1","database_type":"sqlite"}""");
        var created = host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<DatabaseCreated>().Which;
        created.PublicLevel.Should().Be(PublicSharingLevel.ReadOnly);
        created.Database.Name.Should().Be("alice/Books.v1");
        created.Database.OwnerId.Should().Be(Callers.Alice.Id);
        (await host.FindAsync("alice", "Books.v1")).Should().Be(created.Database);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_owner_of_the_owner_creates_and_a_member_does_not(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);

        (await CreateAsync(MemberRole.Member)).Error.Should().Be(
            AybError.Forbidden("Authenticated entity bob can't create a database for entity alice"));
        host.Facts.All.Should().BeEmpty();
        (await CreateAsync(MemberRole.Owner)).Succeeded.Should().BeTrue();
        host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<DatabaseCreated>().Which.Database.OwnerId.Should().Be(Callers.Alice.Id);

        Task<Result<CreatedDatabase>> CreateAsync(MemberRole role) => host.SendAsync(new CreateDatabase(
            Callers.Bob.AsCaller() with { Memberships = [new Membership(Callers.Alice.Id, role)] },
            Callers.Alice.Slug,
            DatabaseSlug.Parse("books").Value,
            DatabaseType.Sqlite,
            PublicSharingLevel.NoAccess));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Nothing_is_granted_to_everybody_unless_it_is_asked_for(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);

        await host.CreateAsync("alice/books");

        host.Facts.All.Should().ContainSingle().Which
            .Should().BeOfType<DatabaseCreated>().Which.PublicLevel.Should().Be(PublicSharingLevel.NoAccess);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_case_of_the_entity_does_not_matter_but_the_case_of_the_database_does(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);

        var first = await host.CreateAsync("ALICE/books");
        var second = await host.CreateAsync("alice/Books");
        var again = await host.CreateAsync("Alice/books");

        (first.StatusCode, second.StatusCode, again.StatusCode).Should().Be(
            (HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Conflict));
        (await first.Content.ReadAsStringAsync()).Should().Contain("\"entity\":\"alice\"");
        (await host.FindAsync("aLiCe", "books"))!.Id.Should().NotBe((await host.FindAsync("alice", "Books"))!.Id);
        (await host.FindAsync("alice", "BOOKS")).Should().BeNull();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Two_entities_may_use_one_name(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);

        await host.CreateAsync("alice/books");
        var response = await host.CreateAsync("bob/books", caller: "bob");

        response.StatusCode.Should().Be(HttpStatusCode.Created);
        (await host.FindAsync("alice", "books"))!.OwnerId.Should().Be(Callers.Alice.Id);
        (await host.FindAsync("bob", "books"))!.OwnerId.Should().Be(Callers.Bob.Id);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_taken_name_conflicts_and_publishes_nothing(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreateAsync("alice/books");
        var kept = await host.FindAsync("alice", "books");
        host.Facts.Clear();

        var response = await host.CreateAsync("alice/books", publicLevel: "fork");

        response.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await response.ErrorAsync()).Should().Be(("Other", "Database already exists"));
        host.Facts.All.Should().BeEmpty();
        (await host.FindAsync("alice", "books")).Should().Be(kept);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_simultaneous_creations_one_wins(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.CreateAsync("alice/books")));

        responses.Count(response => response.StatusCode == HttpStatusCode.Created).Should().Be(1);
        responses.Count(response => response.StatusCode == HttpStatusCode.Conflict).Should().Be(7);
        host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<DatabaseCreated>();
    }
}
