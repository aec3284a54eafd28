using Ayb.Contracts;
using Ayb.Testing;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

public sealed class ReadingAuditLogs
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Pages_hold_each_event_once_also_while_others_are_added(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        await host.ShareAsync(books, times: 24);

        foreach (var path in new[] { "alice/books/audit", "entity/alice/audit" })
        {
            var all = await host.EventsAsync("alice", path);
            var read = new List<string>();
            var sizes = new List<int>();
            for (string? address = $"{path}?limit=10"; address is not null;)
            {
                var page = await host.ReadAsync("alice", address);
                read.AddRange(page.Events());
                sizes.Add(page.Events().Count());
                address = page.GetProperty("next").GetString() is { } next ? $"{path}?limit=10&before={next}" : null;
                await host.UpdateAsync(books, ReadOnly);
            }

            read.Should().Equal(all);
            sizes.Take(2).Should().Equal(10, 10);
        }
    }

    [Fact]
    public async Task A_page_that_holds_the_rest_has_no_next()
    {
        await using var host = await SharingHost.StartAsync(MetadataEngine.Sqlite);
        await host.ShareAsync(await host.CreatedAsync("books", NoAccess), times: 9);

        (await host.ReadAsync("alice", "alice/books/audit?limit=10")).GetProperty("next").GetString().Should().BeNull();
        (await host.ReadAsync("alice", "alice/books/audit?limit=9")).GetProperty("next").GetString().Should().NotBeNull();
    }

    [Fact]
    public async Task A_hundred_events_are_the_most_that_come_unasked()
    {
        await using var host = await SharingHost.StartAsync(MetadataEngine.Sqlite);
        await host.ShareAsync(await host.CreatedAsync("books", NoAccess), times: 100);

        (await host.EventsAsync("alice", "alice/books/audit")).Should().HaveCount(100);
        (await host.ReadAsync("alice", "alice/books/audit", ("limit", "1000"))).Events().Should().HaveCount(101);
    }

    [Fact]
    public async Task Limits_come_in_headers_as_well()
    {
        await using var host = await SharingHost.StartAsync(MetadataEngine.Sqlite);
        await host.ShareAsync(await host.CreatedAsync("books", NoAccess), times: 4);

        var page = await host.ReadAsync("alice", "entity/alice/audit", ("limit", "2"));
        page.Events().Should().HaveCount(2);
        var next = page.GetProperty("next").GetString()!;
        (await host.ReadAsync("alice", "entity/alice/audit", ("before", next))).Events().Should().HaveCount(3);
    }

    [Theory]
    [InlineData("limit=0", "'limit' must be a number from 1 to 1000.")]
    [InlineData("limit=1001", "'limit' must be a number from 1 to 1000.")]
    [InlineData("limit=-1", "'limit' must be a number from 1 to 1000.")]
    [InlineData("limit=", "'limit' must be a number from 1 to 1000.")]
    [InlineData("limit=ten", "'limit' must be a number from 1 to 1000.")]
    [InlineData("limit=5&limit=5", "'limit' must be a number from 1 to 1000.")]
    [InlineData("before=0", "'before' must be the 'next' of an answer.")]
    [InlineData("before=x", "'before' must be the 'next' of an answer.")]
    [InlineData("before=99999999999999999999", "'before' must be the 'next' of an answer.")]
    public async Task What_is_no_range_is_refused(string query, string message)
    {
        await using var host = await SharingHost.StartAsync(MetadataEngine.Sqlite);
        await host.CreatedAsync("books", NoAccess);

        foreach (var path in new[] { "alice/books/audit", "entity/alice/audit" })
        {
            (await host.CallAsync("alice", HttpMethod.Get, $"{path}?{query}").ErrorAsync()).Should().Be((400, "Other", message));
        }
    }

    [Theory]
    [InlineData("bob", "alice/books/audit", 403, "Authenticated entity bob can't read the audit log of alice/books")]
    [InlineData("carol", "alice/books/audit", 403, "Authenticated entity carol can't read the audit log of alice/books")]
    [InlineData("app", "alice/books/audit", 403, "This API token is limited to queries; it can't read audit logs")]
    [InlineData("alice", "alice/nothing/audit", 404, "Record not found: alice/nothing (database)")]
    [InlineData("bob", "entity/alice/audit", 403, "Authenticated entity bob can't read the audit log of alice")]
    [InlineData("app", "entity/alice/audit", 403, "This API token is limited to queries; it can't read audit logs")]
    [InlineData("alice", "entity/nobody/audit", 404, "Record not found: nobody (entity)")]
    [InlineData("mallory", "entity/alice/audit", 401, "Invalid API token")]
    public async Task Nobody_else_reads_it_managers_included(string caller, string path, int status, string message)
    {
        await using var host = await SharingHost.StartAsync(MetadataEngine.Sqlite);
        await host.ShareAsync(await host.CreatedAsync("books", ReadOnly), Cast.Bob, SharingLevel.Manager);

        var (answered, _, said) = await host.CallAsync(caller, HttpMethod.Get, path).ErrorAsync();

        (answered, said).Should().Be((status, message));
    }

    [Theory]
    [InlineData(MemberRole.Owner, true)]
    [InlineData(MemberRole.Member, false)]
    public async Task Of_an_organization_its_owners_read_it(MemberRole role, bool may)
    {
        await using var host = await SharingHost.StartAsync(MetadataEngine.Sqlite);
        var books = await host.CreatedAsync("books", NoAccess);
        var caller = Cast.Carol with { Memberships = [new Membership(Cast.Alice.Id, role)] };

        (await host.SendAsync(new ListDatabaseEvents(caller, books.Owner, books.Slug, 1, long.MaxValue))).Succeeded.Should().Be(may);
        (await host.SendAsync(new ListEntityEvents(caller, books.Owner, 1, long.MaxValue))).Succeeded.Should().Be(may);
    }
}
