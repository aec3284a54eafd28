using System.Net;
using Ayb.Contracts;
using Ayb.Testing;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

public sealed class UpdatingADatabase
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_owner_opens_it_to_everybody_and_says_so(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        host.Facts.Clear();

        var response = await UpdateAsync(host, "alice", "Alice/books", "read-only");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Be("{}");
        host.Facts.All.Should().Equal(new AccessChanged(Cast.Alice, books, With: null, "read-only"));
        (await host.AccessAsync(Cast.Bob, books)).Should().Be(new DatabaseAccess(true, QueryAccess.ReadOnly, false, ReadOnly));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Each_level_replaces_the_one_before_on_the_next_request(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        var levels = Enum.GetValues<PublicSharingLevel>();

        foreach (var level in levels.Concat(levels.Reverse()))
        {
            (await host.UpdateAsync(books, level)).Succeeded.Should().BeTrue();

            (await host.AccessAsync(Cast.Bob, books)).Should().Be(AccessDecision.For(Cast.Bob, books, grants: [], level));
            (await host.AccessAsync(null, books)).Should().Be(AccessDecision.For(null, books, grants: [], level));
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_manager_may_and_a_writer_may_not(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", NoAccess);
        await host.ShareAsync(books, Cast.Bob, SharingLevel.Manager);
        await host.ShareAsync(books, Cast.Carol, SharingLevel.ReadWrite);

        (await UpdateAsync(host, "bob", "alice/books", "fork")).StatusCode.Should().Be(HttpStatusCode.OK);
        host.Facts.Clear();

        (await UpdateAsync(host, "carol", "alice/books", "read-only").ErrorAsync()).Should().Be(
            (403, "Unauthorized", "Authenticated entity carol can't update database alice/books"));
        host.Facts.All.Should().BeEmpty();
        (await host.AccessAsync(null, books)).PublicLevel.Should().Be(Fork);
    }

    internal static Task<HttpResponseMessage> UpdateAsync(ModuleHost host, string caller, string path, string level) =>
        host.CallAsync(caller, HttpMethod.Patch, $"{path}/update", ("public-sharing-level", level));
}
