using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>A change counts from the next request on, whatever is under way.</summary>
public sealed class TakingAccessBack(SharingServers servers) : IClassFixture<SharingServers>
{
    private const int Rounds = 15;
    private const string CantQuery = """403 {"type":"Unauthorized","message":"Authenticated entity bob can't query database alice/books"}""";
    private const string Titles = "SELECT group_concat(title) AS titles FROM book";
    private const string Untouched = """200 {"fields":["titles"],"rows":[["Middlemarch"]]}""";

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task While_requests_of_the_same_caller_are_under_way(MetadataEngine engine)
    {
        var server = await servers.OfAsync(engine);
        using var over = new CancellationTokenSource();
        var asking = Enumerable.Range(0, 4).Select(_ => KeepAskingAsync()).ToArray();

        for (var round = 0; round < Rounds; round++)
        {
            (await server.ShareAsync(server.Alice, server.Bob, "read-write")).Should().Be("204");
            (await server.QueryAsync(server.Bob, Titles)).Should().Be(Untouched);
            (await server.ShareAsync(server.Alice, server.Bob, "no-access")).Should().Be("204");
            (await server.QueryAsync(server.Bob, Titles)).Should().Be(CantQuery);
            (await server.UpdateAsync(server.Alice, "read-only")).Should().Be("200 {}");
            (await server.QueryAsync(server.Carol, Titles)).Should().Be(Untouched);
            (await server.UpdateAsync(server.Alice, "no-access")).Should().Be("200 {}");
            (await server.QueryAsync(server.Carol, Titles)).Should().StartWith("403 ");
        }

        await over.CancelAsync();
        (await Task.WhenAll(asking)).Should().OnlyContain(count => count > 0);

        async Task<int> KeepAskingAsync()
        {
            var count = 0;
            for (; !over.IsCancellationRequested; count++)
            {
                await server.CallAsync(server.Bob, "GET alice/books/details");
                await server.CallAsync(server.Carol, "GET alice/books/details");
            }

            return count;
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task From_a_session_that_has_written(MetadataEngine engine)
    {
        var server = await servers.OfAsync(engine);
        (await server.ShareAsync(server.Alice, server.Bob, "read-write")).Should().Be("204");
        var session = await server.OpenSessionAsync(server.Bob);
        (await server.QueryAsync(server.Bob, "INSERT INTO book VALUES ('Ulysses')", $"session: {session}")).Should().StartWith("200 ");

        (await server.ShareAsync(server.Alice, server.Bob, "no-access")).Should().Be("204");

        (await server.QueryAsync(server.Bob, Titles, $"session: {session}")).Should().Be(CantQuery);
        (await server.CallAsync(server.Bob, $"POST alice/books/sessions/{session}/commit")).Should().Be(CantQuery);
        (await server.QueryAsync(server.Alice, Titles)).Should().Be(Untouched);
        (await server.ShareAsync(server.Alice, server.Bob, "read-only")).Should().Be("204");
        (await server.CallAsync(server.Bob, $"POST alice/books/sessions/{session}/rollback")).Should().Be("200 {}");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Down_to_reading_from_a_session_that_has_written(MetadataEngine engine)
    {
        var server = await servers.OfAsync(engine);
        (await server.ShareAsync(server.Alice, server.Bob, "read-write")).Should().Be("204");
        var session = await server.OpenSessionAsync(server.Bob);
        (await server.QueryAsync(server.Bob, "INSERT INTO book VALUES ('Ulysses')", $"session: {session}")).Should().StartWith("200 ");

        (await server.ShareAsync(server.Alice, server.Bob, "read-only")).Should().Be("204");

        (await server.QueryAsync(server.Bob, "INSERT INTO book VALUES ('Emma')", $"session: {session}")).Should().StartWith(
            """403 {"type":"NoWriteAccessError",""");
        (await server.CallAsync(server.Bob, $"POST alice/books/sessions/{session}/commit")).Should().StartWith(
            """403 {"type":"NoWriteAccessError",""");
        (await server.CallAsync(server.Bob, $"POST alice/books/sessions/{session}/rollback")).Should().Be("200 {}");
        (await server.QueryAsync(server.Alice, Titles)).Should().Be(Untouched);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task By_revoking_the_token_of_a_session_that_has_written(MetadataEngine engine)
    {
        const string Revoked = """401 {"type":"InvalidToken","message":"API token has been revoked"}""";
        // What nobody can end any more keeps other writers out until it has been idle for too long: not those of the other tests.
        var server = await (await servers.OfAsync(engine)).CreateAsync("journal");
        (await server.ShareAsync(server.Alice, server.Bob, "read-write")).Should().Be("204");
        var app = await server.TokenAsync(server.Bob, $"database: {server.Database}");
        var session = await server.OpenSessionAsync(app);
        (await server.QueryAsync(app, "INSERT INTO book VALUES ('Ulysses')", $"session: {session}")).Should().StartWith("200 ");
        (await server.QueryAsync(app, Titles, $"session: {session}")).Should().Contain("Ulysses");

        (await server.CallAsync(server.Bob, $"DELETE tokens/{app.Token.Split('_')[1]}")).Should().Be("200 {}");

        (await server.QueryAsync(app, Titles, $"session: {session}")).Should().Be(Revoked);
        (await server.CallAsync(app, $"POST {server.Database}/sessions/{session}/commit")).Should().Be(Revoked);
        (await server.CallAsync(app, $"POST {server.Database}/sessions/{session}/rollback")).Should().Be(Revoked);
        (await server.CallAsync(server.Bob, $"POST {server.Database}/sessions/{session}/commit")).Should().StartWith("404 ");
        (await server.QueryAsync(server.Bob, Titles)).Should().Be(Untouched);
        (await server.QueryAsync(server.Alice, "INSERT INTO book VALUES ('Emma')")).Should().StartWith("200 ", "the session ends by itself");
        (await server.QueryAsync(server.Alice, Titles)).Should().Be("""200 {"fields":["titles"],"rows":[["Middlemarch,Emma"]]}""");
    }
}
