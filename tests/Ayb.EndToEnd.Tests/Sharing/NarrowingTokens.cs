using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>Tokens that may do less than who asked for them, from one end to the other.</summary>
public sealed class NarrowingTokens(SharingServers servers) : IClassFixture<SharingServers>
{
    private const string Titles = "SELECT group_concat(title) AS titles FROM book";
    private const string Read = """200 {"fields":["titles"],"rows":[["Middlemarch"]]}""";
    private const string Write = "INSERT INTO book VALUES ('Emma'); DELETE FROM book WHERE title = 'Emma'";
    private const string Written = """200 {"fields":[],"rows":[]}""";
    private const string MayOnlyRead = """403 {"type":"NoWriteAccessError",""";
    private const string QueriesOnly = """403 {"type":"Unauthorized","message":"This API token is limited to queries; it can't """;

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task To_one_database(MetadataEngine engine)
    {
        var server = await servers.OfAsync(engine);
        await EnsureAsync(server, "films");
        var app = await server.TokenAsync(server.Alice, "database: alice/books");

        (await server.QueryAsync(app, Titles)).Should().Be(Read);
        (await server.QueryAsync(app, Write)).Should().Be(Written);
        (await server.CallAsync(app, "POST alice/films/query", "SELECT 1")).Should().Be(
            """403 {"type":"Unauthorized","message":"Authenticated entity alice can't query database alice/films"}""");
        (await server.CallAsync(app, "GET alice/films/details")).Should().StartWith("403 ");
        (await server.CallAsync(app, "GET entity/alice")).Should().Contain("""[{"slug":"books","database_type":"sqlite","origin":null}],"permissions":{"can_create_database":false}""");
        await ManagesNothingAsync(server, app);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task To_reading_one_database(MetadataEngine engine)
    {
        var server = await servers.OfAsync(engine);
        var app = await server.TokenAsync(server.Alice, "database: alice/books", "permission-level: read-only");

        (await server.QueryAsync(app, Titles)).Should().Be(Read);
        (await server.QueryAsync(app, Write)).Should().StartWith(MayOnlyRead);
        (await server.CallAsync(app, "GET alice/books/details")).Should().Contain(""""highest_query_access_level":"ReadOnly","can_manage_database":false"""");
        await ManagesNothingAsync(server, app);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task To_reading_whatever_there_is(MetadataEngine engine)
    {
        var server = await servers.OfAsync(engine);
        var reader = await server.TokenAsync(server.Alice, "permission-level: read-only");
        await EnsureAsync(server, "films");

        (await server.QueryAsync(reader, Titles)).Should().Be(Read);
        (await server.QueryAsync(reader, Write)).Should().StartWith(MayOnlyRead);
        (await server.CallAsync(reader, "POST alice/films/query", "SELECT 1 AS one")).Should().Be("""200 {"fields":["one"],"rows":[["1"]]}""");
        (await server.CallAsync(reader, "POST alice/films/query", "CREATE TABLE film (title)")).Should().StartWith(MayOnlyRead);
        await ManagesNothingAsync(server, reader);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task To_what_its_bearer_may_do_at_each_request(MetadataEngine engine)
    {
        var server = await servers.OfAsync(engine);
        (await server.ShareAsync(server.Alice, server.Bob, "read-only")).Should().Be("204");
        (await server.CallAsync(server.Bob, "POST tokens", body: null, "database: alice/books")).Should().Be(
            """403 {"type":"Unauthorized","message":"Authenticated entity bob can only read database alice/books: ask for the permission level read-only"}""");
        (await server.ShareAsync(server.Alice, server.Bob, "manager")).Should().Be("204");
        var app = await server.TokenAsync(server.Bob, "database: alice/books");
        (await server.QueryAsync(app, Write)).Should().Be(Written);
        await ManagesNothingAsync(server, app, "bob");

        (await server.ShareAsync(server.Alice, server.Bob, "read-only")).Should().Be("204");
        (await server.QueryAsync(app, Write)).Should().StartWith(MayOnlyRead);
        (await server.ShareAsync(server.Alice, server.Bob, "no-access")).Should().Be("204");
        (await server.QueryAsync(app, Titles)).Should().StartWith("403 ");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Until_it_is_revoked(MetadataEngine engine)
    {
        var server = await servers.OfAsync(engine);
        var app = await server.TokenAsync(server.Alice, "database: alice/books", "token-name: nightly");
        var full = await server.TokenAsync(server.Alice);
        (await server.QueryAsync(app, Titles)).Should().Be(Read);
        var id = app.Token.Split('_')[1];
        (await server.CallAsync(full, "GET tokens")).Should().Contain(
            $$"""{"short_token":"{{id}}","scoped_database":"alice/books","permission_level":"read-write","app_name":"nightly",""");

        (await server.CallAsync(full, $"DELETE tokens/{id}")).Should().Be("200 {}");

        (await server.QueryAsync(app, Titles)).Should().Be("""401 {"type":"InvalidToken","message":"API token has been revoked"}""");
        (await server.CallAsync(full, "GET tokens")).Should().NotContain(id);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Until_it_expires(MetadataEngine engine)
    {
        var server = await servers.OfAsync(engine);
        var app = await server.TokenAsync(server.Alice, "expires-in: 1s");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        string answer;
        do
        {
            answer = await server.QueryAsync(app, Titles);
        }
        while (answer == Read && !deadline.IsCancellationRequested);

        answer.Should().Be("""401 {"type":"InvalidToken","message":"API token has expired"}""");
    }

    private static async Task EnsureAsync(SharingServer server, string database) =>
        (await server.CallAsync(server.Alice, $"POST alice/{database}/create", body: null, "db-type: sqlite")).Should().Match(
            answer => answer.StartsWith("201 ") || answer.Contains("already exists"));

    private static async Task ManagesNothingAsync(SharingServer server, Account token, string entity = "alice")
    {
        (await server.CallAsync(token, "POST tokens", body: null, "permission-level: read-only")).Should().StartWith(QueriesOnly);
        (await server.CallAsync(token, "GET tokens")).Should().StartWith(QueriesOnly);
        (await server.CallAsync(token, $"DELETE tokens/{token.Token.Split('_')[1]}")).Should().StartWith(QueriesOnly);
        (await server.CallAsync(token, $"POST {entity}/more/create", body: null, "db-type: sqlite")).Should().StartWith(QueriesOnly);
        (await server.ShareAsync(token, server.Carol, "read-only")).Should().StartWith("403 ");
        (await server.UpdateAsync(token, "read-only")).Should().StartWith("403 ");
        (await server.CallAsync(token, "GET alice/books/permissions")).Should().StartWith("403 ");
    }
}
