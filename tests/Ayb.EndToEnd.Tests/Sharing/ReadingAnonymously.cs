using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>What the world sees of alice's databases, and what a token that is not good sees.</summary>
public sealed class ReadingAnonymously
{
    private const string Nobody =
        """{"slug":"alice","profile":{"display_name":null,"description":null,"organization":null,"location":null,"links":[]},"databases":[""";

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Public_databases_and_no_others(MetadataEngine engine)
    {
        using var folder = new TestFolder();
        var server = await SharingServer.StartAsync(engine, folder.Path);
        await using var process = server.Process;
        await server.Alice.CreateAsync("open", "read-only");
        await server.Alice.CreateAsync("seed", "fork");
        (await server.ShareAsync(server.Alice, server.Bob, "read-only")).Should().Be("204");

        (await server.CallAsync(null, "GET entity/alice")).Should().Be(
            $$$"""200 {{{Nobody}}}{"slug":"open","database_type":"sqlite","origin":null},{"slug":"seed","database_type":"sqlite","origin":null}],"permissions":{"can_create_database":false}}""");
        (await server.CallAsync(null, "GET alice/open/details")).Should().Be(
            """200 {"entity_slug":"alice","database_slug":"open","database_type":"sqlite","highest_query_access_level":null,"can_manage_database":false,"public_sharing_level":"read-only","origin":null}""");
        (await server.CallAsync(null, "GET alice/seed/details")).Should().Be(
            """200 {"entity_slug":"alice","database_slug":"seed","database_type":"sqlite","highest_query_access_level":null,"can_manage_database":false,"public_sharing_level":"fork","origin":null}""");
        (await server.CallAsync(null, "GET alice/books/details")).Should().Be(
            """401 {"type":"Unauthorized","message":"Database alice/books is not accessible"}""");
        (await server.CallAsync(null, "POST alice/open/query", "SELECT 1")).Should().StartWith("401 ");

        (await server.UpdateAsync(server.Alice, "fork")).Should().Be("200 {}");
        (await server.CallAsync(null, "GET alice/books/details")).Should().StartWith("200 ");
        (await server.UpdateAsync(server.Alice, "no-access")).Should().Be("200 {}");
        (await server.CallAsync(null, "GET alice/books/details")).Should().StartWith("401 ");
        (await server.CallAsync(null, "GET entity/alice")).Should().NotContain("books");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Never_with_a_token_that_is_not_good(MetadataEngine engine)
    {
        using var folder = new TestFolder();
        var server = await SharingServer.StartAsync(engine, folder.Path);
        await using var process = server.Process;
        await server.Alice.CreateAsync("open", "read-only");
        await server.Bob.RevokeAsync();
        (Account Caller, string Message)[] callers =
        [
            (server.Bob, "API token has been revoked"),
            (server.Carol with { Token = server.Carol.Token + "x" }, "Invalid API token"),
            (server.Carol with { Token = "nonsense" }, "Invalid API token"),
        ];

        foreach (var (caller, message) in callers)
        {
            foreach (var request in new[] { "GET entity/alice", "GET alice/open/details" })
            {
                (await server.CallAsync(null, request)).Should().StartWith("200 ");
                (await server.CallAsync(caller, request)).Should().Be($$"""401 {"type":"InvalidToken","message":"{{message}}"}""");
            }
        }
    }
}
