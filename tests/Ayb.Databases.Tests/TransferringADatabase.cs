using Ayb.Contracts;
using Ayb.Testing;

namespace Ayb.Databases.Tests;

public sealed class TransferringADatabase
{
    private const string Offered = """202 {"state":"offered","expires_at":"2026-03-08T12:00:00.000Z"}""";

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_offer_changes_nothing_until_it_is_accepted(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        var books = await host.CreatedAsync("alice/books");

        (await host.OfferAsync("bob")).Should().Be(Offered);
        (await host.FindAsync("alice/books")).Should().Be(books);
        host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<DatabaseOffered>().Which.To.Should().Be(Callers.Bob);
        host.Facts.Clear();

        (await host.AcceptAsync("bob")).Should().Be("""200 {"entity":"bob","database":"books"}""");
        var theirs = (await host.FindAsync("bob/books"))!;
        theirs.Should().Be(books with { OwnerId = Callers.Bob.Id, Owner = Callers.Bob.Slug });
        (await host.FindAsync("alice/books")).Should().BeNull();
        var moved = host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<DatabaseMoved>().Which;
        (moved.By.Slug, moved.Before, moved.After).Should().Be((Callers.Bob.Slug, books, theirs));
        (await host.CallAsync("alice", "DELETE bob/books", ("database-name", "bob/books"))).Should().StartWith("403 ");
        (await host.CallAsync("bob", "DELETE bob/books", ("database-name", "bob/books"))).Should().StartWith("200 ");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Both_sides_and_the_owners_of_organizations_see_it_and_nobody_else(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreatedAsync("alice/books");
        await host.CreatedAsync("acme/ledger", "dora");
        await host.OfferAsync("acme");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.CallAsync("dora", "POST acme/ledger/transfer", ("to-entity", "bob"));
        const string Books = """{"direction":"DIRECTION","database":"alice/books","to_entity":"acme","offered_at":"2026-03-01T12:00:00.000Z","expires_at":"2026-03-08T12:00:00.000Z"}""";
        const string Ledger = """{"direction":"DIRECTION","database":"acme/ledger","to_entity":"bob","offered_at":"2026-03-01T12:01:00.000Z","expires_at":"2026-03-08T12:01:00.000Z"}""";

        (await ListAsync("dora")).Should().Be($$"""200 {"transfers":[{{Outgoing(Ledger)}},{{Incoming(Books)}}]}""");
        (await ListAsync("acme")).Should().Be(await ListAsync("dora"));
        (await ListAsync("alice")).Should().Be($$"""200 {"transfers":[{{Outgoing(Books)}}]}""");
        (await ListAsync("bob")).Should().Be($$"""200 {"transfers":[{{Incoming(Ledger)}}]}""");
        (await ListAsync("mel")).Should().Be("""200 {"transfers":[]}""");
        (await ListAsync("limited")).Should().StartWith("403 ");
        (await ListAsync(null)).Should().StartWith("401 ");

        string Incoming(string offer) => offer.Replace("DIRECTION", "incoming");
        string Outgoing(string offer) => offer.Replace("DIRECTION", "outgoing");
        Task<string> ListAsync(string? caller) => host.CallAsync(caller, "GET transfers");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task To_an_organization_and_from_it_owners_decide(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreatedAsync("alice/books");
        await host.OfferAsync("acme");

        (await host.AcceptAsync("mel")).Should().StartWith("404 ");
        (await host.AcceptAsync("dora")).Should().Be("""200 {"entity":"acme","database":"books"}""");

        (await host.CallAsync("mel", "POST acme/books/transfer", ("to-entity", "mel"))).Should().StartWith("403 ");
        (await host.CallAsync("dora", "POST acme/books/transfer", ("to-entity", "alice"))).Should().StartWith("202 ");
        (await host.CallAsync("alice", "POST acme/books/transfer/accept")).Should().Be("""200 {"entity":"alice","database":"books"}""");
    }

    [Theory]
    [InlineData("bob", "bob", 403)]
    [InlineData("dora", "acme", 403)]
    [InlineData("limited", "bob", 403)]
    [InlineData("alice", "alice", 400)]
    [InlineData("alice", "carol", 404)]
    [InlineData("alice", "b b", 400)]
    [InlineData("alice", null, 400)]
    [InlineData(null, "bob", 401)]
    public async Task Only_the_owner_offers_it_and_to_somebody_else(string? caller, string? to, int status)
    {
        await using var host = await DatabasesHost.StartAsync(
            MetadataEngine.Sqlite, _ => new DatabaseAccess(true, QueryAccess.ReadWrite, Manage: true, PublicSharingLevel.NoAccess));
        await host.CreatedAsync("alice/books");

        (await host.CallAsync(caller, "POST alice/books/transfer", to is null ? [] : [("to-entity", to)])).Should().StartWith($"{status} ");

        host.Facts.All.Should().BeEmpty();
        (await host.CallAsync("alice", "GET transfers")).Should().Be("""200 {"transfers":[]}""");
    }

    [Fact]
    public async Task A_limited_token_of_either_side_does_nothing()
    {
        await using var host = await DatabasesHost.StartAsync(MetadataEngine.Sqlite);
        await host.CreatedAsync("alice/books");
        await host.OfferAsync("bob");
        host.Facts.Clear();
        var path = DatabasePath.Parse("alice/books").Value;
        var scope = new TokenScope(Database: null, QueryAccess.ReadWrite);
        var (alice, bob) = (Callers.Alice.AsCaller() with { Scope = scope }, Callers.Bob.AsCaller() with { Scope = scope });

        (await host.SendAsync(new TransferDatabase(alice, path, Callers.Dora.Slug))).Error!.Kind.Should().Be(ErrorKind.Forbidden);
        (await host.SendAsync(new AcceptTransfer(bob, path, As: null))).Error!.Kind.Should().Be(ErrorKind.Forbidden);
        (await host.SendAsync(new DeclineTransfer(bob, path))).Error!.Kind.Should().Be(ErrorKind.Forbidden);
        (await host.SendAsync(new DeclineTransfer(alice, path))).Error!.Kind.Should().Be(ErrorKind.Forbidden);
        (await host.SendAsync(new ListTransfers(bob))).Error!.Kind.Should().Be(ErrorKind.Forbidden);
        host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Who_was_not_offered_it_does_not_accept_it(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        var books = await host.CreatedAsync("alice/books");
        (await host.AcceptAsync("bob")).Should().StartWith("404 ");
        await host.OfferAsync("bob");
        host.Facts.Clear();

        (await host.AcceptAsync("dora")).Should().StartWith("404 ").And.Contain("\"record_type\":\"transfer\"");
        (await host.AcceptAsync("alice")).Should().StartWith("403 ");
        (await host.AcceptAsync(null)).Should().StartWith("401 ");
        (await host.CallAsync("bob", "POST alice/films/transfer/accept")).Should().StartWith("404 ").And.Contain("\"record_type\":\"transfer\"");

        host.Facts.All.Should().BeEmpty();
        (await host.FindAsync("alice/books")).Should().Be(books);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Who_has_one_of_that_name_gives_it_another(MetadataEngine engine)
    {
        await using var host = await DatabasesHost.StartAsync(engine);
        await host.CreatedAsync("bob/books", "bob");
        var books = await host.CreatedAsync("alice/books");
        await host.OfferAsync("bob");

        (await host.AcceptAsync("bob")).Should().Be(
            """409 {"type":"Other","message":"There is a database bob/books already: choose another name."}""");
        (await host.FindAsync("alice/books")).Should().Be(books, "and the offer stands");

        (await host.AcceptAsync("bob", ("database", "alices_books"))).Should().Be("""200 {"entity":"bob","database":"alices_books"}""");
        (await host.FindAsync("bob/alices_books"))!.Id.Should().Be(books.Id);
    }
}
