using Ayb.Contracts;
using Ayb.Testing;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

/// <summary>The clock stands still: each order here is one within a millisecond.</summary>
public sealed class RecordingEvents
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Changes_of_access_stand_in_the_log_of_the_database_newest_first(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        await host.CreatedAsync("films", Fork);
        await host.ShareAsync(books, Cast.Bob, SharingLevel.Manager);
        await host.ShareAsync(books, Cast.Carol, SharingLevel.ReadWrite, by: Cast.Bob);
        host.Clock.Advance(TimeSpan.FromMilliseconds(1500));
        await host.UpdateAsync(books, ReadOnly, by: Cast.Bob);

        var page = await host.ReadAsync("alice", "alice/books/audit");

        page.GetRawText().Should().StartWith(
            """{"events":[{"at":"2026-03-01T12:00:01.500Z","actor":"bob","action":"public-level-changed","subject":null,"database":"alice/books","detail":"read-only"},""");
        page.Events().Should().Equal(
            "bob public-level-changed - alice/books read-only",
            "bob shared carol alice/books read-write",
            "alice shared bob alice/books manager",
            "alice database-created - alice/books no-access");
        page.GetProperty("next").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Snapshots_that_somebody_asked_for_stand_in_the_log_of_the_database_and_others_do_not(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        await host.PublishAsync(new SnapshotTaken(Cast.Bob, books, "s1"));
        await host.PublishAsync(new SnapshotTaken(By: null, books, "s2"));
        await host.PublishAsync(new DatabaseRestored(Cast.Bob, books, "s1"));
        await host.PublishAsync(new SnapshotDeleted(By: null, books, "s2"));
        await host.PublishAsync(new SnapshotDeleted(Cast.Alice, books, "s1"));

        (await host.EventsAsync("alice", "alice/books/audit")).Should().Equal(
            "alice snapshot-deleted s1 alice/books -",
            "bob database-restored s1 alice/books -",
            "bob snapshot-taken s1 alice/books -",
            "alice database-created - alice/books no-access");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Tokens_stand_in_the_log_of_their_entity_and_of_the_one_database_that_they_reach(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = new TokenScope(Cast.AlicesDatabase("books").Id, QueryAccess.ReadOnly);
        await host.PublishAsync(Created(Cast.Alice, "1", TokenOrigin.LogIn, scope: null, name: null));
        await host.PublishAsync(Created(Cast.Alice, "2", TokenOrigin.LogIn, scope: null, "Browser"));
        await host.PublishAsync(Created(Cast.Alice, "3", TokenOrigin.Command, new TokenScope(Database: null, QueryAccess.ReadOnly), name: null));
        await host.PublishAsync(Created(Cast.Alice, "4", TokenOrigin.App, books, "Shiny, \"new\""));
        await host.PublishAsync(Created(Cast.Alice, "6", TokenOrigin.App, new TokenScope(new DatabaseId("gone"), QueryAccess.ReadWrite), name: null));
        await host.PublishAsync(new TokenRevoked(Cast.Alice, Cast.Alice.Id, "4", books));

        (await host.EventsAsync("alice", "entity/alice/audit")).Should().Equal(
            "alice token-revoked 4 alice/books read-only",
            "alice token-created 6 - read-write, app",
            "alice token-created 4 alice/books read-only, app \"Shiny, \"new\"\"",
            "alice token-created 3 - read-only",
            "alice logged-in 2 - \"Browser\"",
            "alice logged-in 1 - -");
        (await host.EventsAsync("alice", "alice/books/audit")).Should().Equal(
            "alice token-revoked 4 alice/books read-only",
            "alice token-created 4 alice/books read-only, app \"Shiny, \"new\"\"");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_somebody_does_to_others_stands_in_all_their_logs_once(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        await host.ShareAsync(books, Cast.Bob, SharingLevel.Manager);
        await host.ShareAsync(books, Cast.Carol, SharingLevel.ReadOnly, by: Cast.Bob);

        (await host.EventsAsync("alice", "entity/alice/audit")).Should().Equal(
            "bob shared carol alice/books read-only", "alice shared bob alice/books manager", "alice database-created - alice/books no-access");
        (await host.EventsAsync("bob", "entity/bob/audit")).Should().Equal(
            "bob shared carol alice/books read-only", "alice shared bob alice/books manager");
        (await host.EventsAsync("carol", "entity/carol/audit")).Should().Equal("bob shared carol alice/books read-only");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Members_stand_in_the_log_of_their_organization_and_in_their_own(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var (organization, carol) = (Cast.Alice.AsEntity(), Cast.Carol.AsEntity());
        await host.PublishAsync(new MemberInvited(Cast.Bob, organization, carol, MemberRole.Member));
        await host.PublishAsync(new MembershipChanged(Cast.Carol, organization, carol, MemberRole.Member));
        await host.PublishAsync(new MembershipChanged(Cast.Bob, organization, carol, MemberRole.Owner));
        await host.PublishAsync(new MembershipChanged(Cast.Carol, organization, carol, Role: null));

        (await host.EventsAsync("alice", "entity/alice/audit")).Should().Equal(
            "carol member-removed carol - alice",
            "bob member-added carol - alice, owner",
            "carol member-added carol - alice, member",
            "bob member-invited carol - alice, member");
        (await host.EventsAsync("carol", "entity/carol/audit")).Should().Equal(await host.EventsAsync("alice", "entity/alice/audit"));
        (await host.EventsAsync("bob", "entity/bob/audit")).Should().HaveCount(2);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_change_that_is_rolled_back_leaves_no_event(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var facts = RecordedFacts.All.ToArray();
        facts.Should().NotBeEmpty();

        for (var count = 0; count < facts.Length; count++)
        {
            await host.PublishAsync(facts[count], thenFail: true);
            (await host.EventsAsync("alice", "entity/alice/audit")).Should().HaveCount(count, "{0} was rolled back", facts[count]);

            await host.PublishAsync(facts[count]);
            (await host.EventsAsync("alice", "entity/alice/audit")).Should().HaveCount(count + 1, "{0} was committed", facts[count]);
        }
    }

    private static TokenCreated Created(Principal bearer, string id, TokenOrigin origin, TokenScope? scope, string? name) =>
        new(bearer.AsEntity(), id, origin, scope, name);
}
