using System.Net;
using Ayb.Contracts;
using Ayb.Testing;
using static Ayb.Contracts.PublicSharingLevel;

namespace Ayb.Sharing.Tests;

public sealed class ListingPermissions
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Each_grant_stands_there_once_sorted_by_slug(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        var books = await host.CreatedAsync("books", ReadOnly);
        var other = await host.CreatedAsync("other", NoAccess);
        await host.ShareAsync(books, Cast.Dave, SharingLevel.ReadWrite);
        await host.ShareAsync(books, Cast.Bob, SharingLevel.ReadWrite);
        await host.ShareAsync(books, Cast.Carol, SharingLevel.Manager);
        await host.ShareAsync(books, Cast.Bob, SharingLevel.NoAccess);
        await host.ShareAsync(other, Cast.Bob, SharingLevel.ReadOnly);
        host.Facts.Clear();

        (await ListAsync(host, "alice", "books")).Should().Be(
            """{"permissions":[{"entity_slug":"bob","sharing_level":"no-access"},{"entity_slug":"carol","sharing_level":"manager"},{"entity_slug":"dave","sharing_level":"read-write"}]}""");
        (await ListAsync(host, "carol", "books")).Should().Be(await ListAsync(host, "alice", "books"));
        (await ListAsync(host, "alice", "other")).Should().Be(
            """{"permissions":[{"entity_slug":"bob","sharing_level":"read-only"}]}""");
        host.Facts.All.Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_database_that_is_shared_with_nobody_has_an_empty_list(MetadataEngine engine)
    {
        await using var host = await SharingHost.StartAsync(engine);
        await host.CreatedAsync("books", ReadOnly);

        (await ListAsync(host, "alice", "books")).Should().Be("""{"permissions":[]}""");
    }

    private static async Task<string> ListAsync(ModuleHost host, string caller, string database)
    {
        using var response = await host.CallAsync(caller, HttpMethod.Get, $"alice/{database}/permissions");
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync();
    }
}
