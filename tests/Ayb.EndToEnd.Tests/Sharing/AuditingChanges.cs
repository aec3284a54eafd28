using System.Text.Json;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>What accounts did is told to whom it concerns, and nothing that must not be told.</summary>
public sealed class AuditingChanges
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task From_the_first_login_on_and_without_secrets(MetadataEngine engine)
    {
        using var folder = new TestFolder();
        var server = await SharingServer.StartAsync(engine, folder.Path);
        await using var process = server.Process;
        (await server.ShareAsync(server.Alice, server.Bob, "manager")).Should().Be("204");
        (await server.ShareAsync(server.Bob, server.Carol, "read-only")).Should().Be("204");
        (await server.ShareAsync(server.Carol, server.Dave, "read-only")).Should().StartWith("403 ");
        (await server.ShareAsync(server.Bob, server.Alice, "no-access")).Should().StartWith("403 ");
        (await server.UpdateAsync(server.Bob, "fork")).Should().Be("200 {}");
        var created = await server.CallAsync(
            server.Alice, "POST tokens", body: null, "database: alice/books", "permission-level: read-only", "token-name: nightly");
        var token = JsonElement.Parse(created[4..]).GetProperty("token").GetString()!;
        var (login, id) = (server.Alice.Token.Split('_')[1], token.Split('_')[1]);
        (await server.CallAsync(server.Alice, $"DELETE tokens/{id}")).Should().Be("200 {}");
        (await server.CallAsync(server.Alice, $"DELETE tokens/{id}")).Should().StartWith("404 ");

        var ofAlice = await server.CallAsync(server.Alice, "GET entity/alice/audit");
        var ofBooks = await server.CallAsync(server.Alice, "GET alice/books/audit");
        var ofBob = await server.CallAsync(server.Bob, "GET entity/bob/audit");

        string[] events =
        [
            $"alice token-revoked {id} alice/books read-only",
            $"alice token-created {id} alice/books read-only, \"nightly\"",
            "bob public-level-changed - alice/books fork",
            "bob shared carol alice/books read-only",
            "alice shared bob alice/books manager",
            "alice database-created - alice/books no-access",
        ];
        Events(ofBooks).Should().Equal(events);
        Events(ofAlice).Should().Equal(
        [
            .. events[..^1],
            "alice database-created - acme/books no-access",
            "alice member-added alice - guild, owner",
            "alice member-added alice - acme, owner",
            events[^1],
            $"alice logged-in {login} - -",
        ]);
        Events(ofBob).Should().Equal(
            events[2], events[3], events[4], $"bob logged-in {server.Bob.Token.Split('_')[1]} - -");
        (ofAlice + ofBooks + ofBob).Should().NotContainAny(
            "@example.com", "gAAAA", "ayb_", server.Alice.Token.Split('_')[2], server.Bob.Token.Split('_')[2], token.Split('_')[2]);
        (await server.CallAsync(server.Bob, "GET alice/books/audit")).Should().Be(
            """403 {"type":"Unauthorized","message":"Authenticated entity bob can't read the audit log of alice/books"}""");
    }

    private static IEnumerable<string> Events(string answer)
    {
        answer.Should().StartWith("200 ");
        return JsonElement.Parse(answer[4..]).GetProperty("events").EnumerateArray().Select(one => string.Join(
            ' ', new[] { "actor", "action", "subject", "database", "detail" }.Select(name => one.GetProperty(name).GetString() ?? "-")));
    }
}
