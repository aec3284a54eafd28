using System.Net;
using Ayb.Contracts;
using Ayb.Sharing.Storage;
using Ayb.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

public sealed class SharingADatabase
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_owner_shares_and_says_so(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        host.Facts.Clear();

        var response = await ShareAsync(host, "alice", "Alice/books", "BOB", "read-write");

        response.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await response.Content.ReadAsStringAsync()).Should().BeEmpty();
        host.Facts.All.Should().Equal(new AccessChanged(Cast.Alice, books, Cast.Bob.AsEntity(), "read-write"));
        (await host.AccessAsync(Cast.Bob, books)).Should().Be(new DatabaseAccess(true, QueryAccess.ReadWrite, false, NoAccess) { LookBack = true });
        (await host.AccessAsync(Cast.Carol, books)).Should().Be(DatabaseAccess.None);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Each_level_replaces_the_one_before_on_the_next_request(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", ReadOnly);
        var levels = Enum.GetValues<SharingLevel>();

        foreach (var level in levels.Concat(levels.Reverse()))
        {
            (await host.ShareAsync(books, Cast.Bob, level)).Succeeded.Should().BeTrue();

            (await host.AccessAsync(Cast.Bob, books)).Should().Be(AccessDecision.For(Cast.Bob, books, [new Grant(Cast.Bob.Id, level)], ReadOnly));
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task No_access_hides_a_public_database_from_its_holder_alone(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", ReadOnly);
        (await host.AccessAsync(Cast.Bob, books)).Query.Should().Be(QueryAccess.ReadOnly);

        (await host.ShareAsync(books, Cast.Bob, SharingLevel.NoAccess)).Succeeded.Should().BeTrue();

        (await host.AccessAsync(Cast.Bob, books)).Should().Be(DatabaseAccess.None);
        (await host.AskAsync(new WhichMayDiscover(Cast.Bob, [books]))).Should().BeEmpty();
        (await host.AccessAsync(Cast.Carol, books)).Query.Should().Be(QueryAccess.ReadOnly);
        (await host.AskAsync(new WhichMayDiscover(null, [books]))).Should().Equal(books);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_manager_manages_everybody_but_the_owner(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        await host.ShareAsync(books, Cast.Bob, SharingLevel.Manager);

        (await host.ShareAsync(books, Cast.Carol, SharingLevel.Manager, by: Cast.Bob)).Succeeded.Should().BeTrue();
        (await host.ShareAsync(books, Cast.Bob, SharingLevel.ReadOnly, by: Cast.Carol)).Succeeded.Should().BeTrue();
        host.Facts.Clear();

        (await ShareAsync(host, "carol", "alice/books", "alice", "no-access").ErrorAsync()).Should().Be(
            (403, "CantSetOwnerPermissions", "alice owns alice/books, so their permissions can't be changed"));
        (await ShareAsync(host, "bob", "alice/books", "carol", "no-access").ErrorAsync()).Should().Be(
            (403, "Unauthorized", "Authenticated entity bob can't set permissions for database alice/books"));
        host.Facts.All.Should().BeEmpty();
        (await host.AccessAsync(Cast.Alice, books)).Manage.Should().BeTrue();
        (await host.AccessAsync(Cast.Carol, books)).Manage.Should().BeTrue();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_another_module_cannot_follow_is_not_granted(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine, options => options.Services(
            services => services.AddScoped<INotificationHandler<AccessChanged>, AskingThenFailing>()));
        var books = await host.CreatedAsync("books", NoAccess);

        var response = await ShareAsync(host, "alice", "alice/books", "bob", "manager");

        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await host.AccessAsync(Cast.Bob, books)).Should().Be(DatabaseAccess.None, "what a transaction takes back is not remembered either");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_change_on_another_server_is_seen_within_half_a_minute(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        await host.ShareAsync(books, Cast.Bob, SharingLevel.ReadOnly);
        (await host.AccessAsync(Cast.Bob, books)).Query.Should().Be(QueryAccess.ReadOnly);

        await host.AnotherServerRunsAsync("UPDATE grants SET level = 'no-access'");

        host.Clock.Advance(TimeSpan.FromSeconds(29));
        (await host.AccessAsync(Cast.Bob, books)).Query.Should().Be(QueryAccess.ReadOnly, "it is remembered");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await host.AccessAsync(Cast.Bob, books)).Should().Be(DatabaseAccess.None);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task That_nothing_was_granted_is_remembered_as_well(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        (await host.AccessAsync(Cast.Bob, books)).Should().Be(DatabaseAccess.None);

        await host.AnotherServerRunsAsync(
            "INSERT INTO grants (database_id, entity_id, entity_slug, level, granted_at) VALUES ('id-of-books', 'id-of-bob', 'bob', 'manager', 0)");

        (await host.AccessAsync(Cast.Bob, books)).Should().Be(DatabaseAccess.None, "no query waits for the metadata twice");
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        (await host.AccessAsync(Cast.Bob, books)).Manage.Should().BeTrue();
    }

    internal static Task<HttpResponseMessage> ShareAsync(ModuleHost host, string caller, string path, string with, string level) =>
        host.CallAsync(caller, HttpMethod.Post, $"{path}/share", ("entity-for-permission", with), ("sharing-level", level));

    private sealed class AskingThenFailing(IMediator mediator) : INotificationHandler<AccessChanged>
    {
        public async Task Handle(AccessChanged fact, CancellationToken cancellationToken)
        {
            var seen = await mediator.Ask(new MayAccess(Cast.Bob, fact.Database), cancellationToken);
            throw new NotSupportedException($"The test says that managing is {seen!.Manage}.");
        }
    }
}
