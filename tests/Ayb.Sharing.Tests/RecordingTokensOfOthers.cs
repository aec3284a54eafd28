using Ayb.Contracts;
using Ayb.Testing;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

/// <summary>Whoever may read a database may make tokens for it, and choose their names: what its owner reads of that.</summary>
public sealed class RecordingTokensOfOthers
{
    private static readonly TokenScope Books = new(Cast.AlicesDatabase("books").Id, QueryAccess.ReadOnly);

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_strangers_nothing(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        await host.CreatedAsync("books", ReadOnly);
        await host.TokenAsync(Cast.Carol, "1", Books, "read me");
        await host.TokenAsync(Cast.Carol, "2", Books, "read me too", TokenOrigin.App);
        await host.PublishAsync(new TokenRevoked(Cast.Carol, Cast.Carol.Id, "1", Books));

        string[] created = ["alice database-created - alice/books read-only"];
        (await host.EventsAsync("alice", "alice/books/audit")).Should().Equal(created);
        (await host.EventsAsync("alice", "entity/alice/audit")).Should().Equal(created);
        (await host.EventsAsync("carol", "entity/carol/audit")).Should().Equal(
            "carol token-revoked 1 alice/books read-only",
            "carol token-created 2 alice/books read-only, app \"read me too\"",
            "carol token-created 1 alice/books read-only, \"read me\"");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_who_was_granted_access_the_level_alone(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        await host.ShareAsync(books, Cast.Bob, SharingLevel.ReadOnly);
        await host.TokenAsync(Cast.Bob, "id-1", Books, "my secret plan");
        await host.PublishAsync(new TokenRevoked(Cast.Bob, Cast.Bob.Id, "id-1", Books));

        var page = await host.ReadAsync("alice", "alice/books/audit");
        page.Events().Take(2).Should().Equal(
            "bob token-revoked - alice/books read-only", "bob token-created - alice/books read-only");
        page.GetRawText().Should().NotContainAny("id-1", "secret plan");
        (await host.EventsAsync("alice", "entity/alice/audit")).Should().NotContain(one => one.Contains("token"));
        (await host.EventsAsync("bob", "entity/bob/audit")).Take(2).Should().Equal(
            "bob token-revoked id-1 alice/books read-only",
            "bob token-created id-1 alice/books read-only, \"my secret plan\"");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_who_was_denied_access_nothing(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", ReadOnly);
        await host.TokenAsync(Cast.Bob, "1", Books, name: null);
        await host.ShareAsync(books, Cast.Bob, SharingLevel.NoAccess);
        await host.PublishAsync(new TokenRevoked(Cast.Bob, Cast.Bob.Id, "1", Books));

        (await host.EventsAsync("alice", "alice/books/audit")).Should().Equal(
            "alice shared bob alice/books no-access", "alice database-created - alice/books read-only");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_the_owners_of_an_organization_all_and_of_its_members_nothing(MetadataEngine engine)
    {
        var members = new KnownMembers();
        members.Set(Cast.Acme, Cast.Alice, MemberRole.Owner);
        members.Set(Cast.Acme, Cast.Bob, MemberRole.Member);
        members.Set(Cast.Guild, Cast.Carol, MemberRole.Owner);
        await using var host = await SharingHost.StartAsync(engine, options => members.AnswerFor(options));
        var ledger = await host.CreatedAsync("ledger", NoAccess, Cast.Acme);
        await host.ShareAsync(ledger, Cast.Guild, SharingLevel.ReadOnly, by: Cast.Acme);
        var scope = new TokenScope(ledger.Id, QueryAccess.ReadOnly);
        await host.TokenAsync(Cast.Alice, "1", scope, "nightly");
        await host.TokenAsync(Cast.Bob, "2", scope, "nightly");
        await host.TokenAsync(Cast.Carol, "3", scope, "nightly");
        await host.TokenAsync(Cast.Guild, "4", scope, "nightly");

        (await host.EventsAsync("acme", "acme/ledger/audit")).Should().Equal(
            "guild token-created - acme/ledger read-only",
            "alice token-created 1 acme/ledger read-only, \"nightly\"",
            "acme shared guild acme/ledger read-only",
            "acme database-created - acme/ledger no-access");
    }
}
