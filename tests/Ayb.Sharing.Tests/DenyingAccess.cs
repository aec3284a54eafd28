using Ayb.Contracts;
using Ayb.Testing;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

/// <summary>Who is denied access reads it in their log if they knew of the database; others do not learn of it that way.</summary>
public sealed class DenyingAccess
{
    private const string Denied = "alice shared carol alice/books no-access";

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_what_they_never_knew_tells_them_nothing(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        await host.ShareAsync(books, Cast.Carol, SharingLevel.NoAccess);
        await host.ShareAsync(books, Cast.Carol, SharingLevel.NoAccess);

        (await host.ReadAsync("carol", "entity/carol/audit")).GetRawText().Should().Be("""{"events":[],"next":null}""");
        (await host.EventsAsync("alice", "alice/books/audit")).Should().StartWith([Denied, Denied]);
        (await host.EventsAsync("alice", "entity/alice/audit")).Should().StartWith([Denied, Denied]);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_what_they_were_granted_is_told_once(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        await host.ShareAsync(books, Cast.Carol, SharingLevel.ReadOnly);
        await host.ShareAsync(books, Cast.Carol, SharingLevel.NoAccess);
        await host.UpdateAsync(books, ReadOnly);
        await host.ShareAsync(books, Cast.Carol, SharingLevel.NoAccess);

        (await host.EventsAsync("carol", "entity/carol/audit")).Should().Equal(Denied, "alice shared carol alice/books read-only");
    }

    [Theory]
    [InlineData(ReadOnly)]
    [InlineData(Fork)]
    public async Task Of_what_everybody_knows_is_told(PublicSharingLevel level)
    {
        await using var host = await SharingHost.StartAsync(MetadataEngine.Sqlite);
        await host.ShareAsync(await host.CreatedAsync("books", level), Cast.Carol, SharingLevel.NoAccess);

        (await host.EventsAsync("carol", "entity/carol/audit")).Should().Equal(Denied);
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("guild")]
    [InlineData(null)]
    public async Task Of_what_an_organization_brought_is_told(string? organization)
    {
        var members = new KnownMembers();
        if (organization is not null)
        {
            members.Set(Cast.Entities.Single(entity => entity.Slug.Value == organization), Cast.Carol, MemberRole.Member);
        }

        await using var host = await SharingHost.StartAsync(MetadataEngine.Sqlite, options => members.AnswerFor(options));
        var ledger = await host.CreatedAsync("ledger", NoAccess, Cast.Acme);
        await host.ShareAsync(ledger, Cast.Guild, SharingLevel.ReadOnly, by: Cast.Acme);
        await host.ShareAsync(ledger, Cast.Carol, SharingLevel.NoAccess, by: Cast.Acme);

        (await host.EventsAsync("carol", "entity/carol/audit")).Should().Equal(
            organization is null ? [] : ["acme shared carol acme/ledger no-access"]);
        (await host.EventsAsync("guild", "entity/guild/audit")).Should().Equal("acme shared guild acme/ledger read-only");
    }
}
