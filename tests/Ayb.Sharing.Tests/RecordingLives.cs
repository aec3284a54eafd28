using Ayb.Contracts;
using Ayb.Testing;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

/// <summary>What becomes of databases, in the logs of all whom it concerns.</summary>
public sealed class RecordingLives
{
    private static readonly HostedDatabase Fork = Cast.Bob.Database("copy");

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_the_owner_does_stands_in_both_their_logs(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        await host.PublishAsync(new DatabaseDeleted(Cast.Alice, books));
        await host.PublishAsync(new DatabaseUndeleted(Cast.Alice, books));
        await host.PublishAsync(new DatabaseOffered(Cast.Alice, books, Cast.Bob.AsEntity()));
        await host.PublishAsync(new DatabaseMoved(Cast.Alice, books, books with { Slug = DatabaseSlug.Parse("novels").Value }));

        string[] expected =
        [
            "alice database-renamed - alice/books alice/novels",
            "alice transfer-offered bob alice/books -",
            "alice database-undeleted - alice/books -",
            "alice database-deleted - alice/books -",
            "alice database-created - alice/books no-access",
        ];
        (await host.EventsAsync("alice", "entity/alice/audit")).Should().Equal(expected);
        (await host.EventsAsync("alice", "alice/books/audit")).Should().Equal(expected);
        (await host.EventsAsync("bob", "entity/bob/audit")).Should().Equal("alice transfer-offered bob alice/books -");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_transfer_stands_in_the_logs_of_both_and_begins_that_of_the_database_anew(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        await host.ShareAsync(books, Cast.Carol, SharingLevel.ReadOnly);
        var theirs = books with { OwnerId = Cast.Bob.Id, Owner = Cast.Bob.Slug };

        await host.PublishAsync(new DatabaseMoved(Cast.Bob, books, theirs));

        const string Transferred = "bob database-transferred bob alice/books bob/books";
        (await host.EventsAsync("bob", "entity/bob/audit")).Should().Equal(Transferred);
        (await host.EventsAsync("bob", "bob/books/audit")).Should().Equal(Transferred);
        (await host.EventsAsync("alice", "entity/alice/audit")).Should().Equal(
            Transferred, "alice shared carol alice/books read-only", "alice database-created - alice/books no-access");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_owner_of_the_origin_learns_who_of_their_own_has_forked_it(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        await host.ShareAsync(books, Cast.Bob, SharingLevel.ReadOnly);

        await host.PublishAsync(new DatabaseForked(Cast.Bob, books, Fork));
        await host.PublishAsync(new DatabaseForked(Cast.Carol.In(Cast.Alice, MemberRole.Member), books, Cast.Carol.Database("mine")));
        await host.PublishAsync(new DatabaseForked(Cast.Alice, books, Cast.Alice.Database("again")));

        string[] forks =
        [
            "alice database-forked alice alice/books -",
            "carol database-forked carol alice/books -",
            "bob database-forked bob alice/books -",
        ];
        (await host.EventsAsync("alice", "alice/books/audit"))[..3].Should().Equal(forks);
        (await host.EventsAsync("alice", "entity/alice/audit"))[..3].Should().Equal(forks);
        (await host.EventsAsync("bob", "entity/bob/audit"))[0].Should().Be(forks[2]);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Everybody_may_fork_what_is_public_and_fills_nobody_s_log_but_their_own(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", PublicSharingLevel.Fork);

        await host.PublishAsync(new DatabaseForked(Cast.Bob, books, Fork));

        (await host.EventsAsync("alice", "alice/books/audit")).Should().Equal("alice database-created - alice/books fork");
        (await host.EventsAsync("alice", "entity/alice/audit")).Should().Equal("alice database-created - alice/books fork");
        (await host.EventsAsync("bob", "entity/bob/audit")).Should().Equal("bob database-forked bob alice/books -");
    }
}
