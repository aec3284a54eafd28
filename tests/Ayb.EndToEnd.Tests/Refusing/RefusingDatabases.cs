using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests.Refusing;

/// <summary>Names in paths, databases of others, and the parameters of a new database.</summary>
public sealed class RefusingDatabases(RefusingServer server) : IClassFixture<RefusingServer>
{
    private const string Characters = "may only contain letters A-Z and a-z, digits, '-', '_' and '.'.";
    private const string Types = "The header 'db-type' must be one of: sqlite, duckdb.";
    private const string Levels = "The header 'public-sharing-level' must be one of: no-access, fork, read-only.";
    private const string NoJson = "The body is not valid JSON, at line 1, byte 1.";

    private static readonly string TooLong = new('x', 129);

    private static readonly (string Method, string Action)[] Actions =
    [
        ("POST", "create"), ("GET", "details"), ("POST", "query"), ("PATCH", "update"), ("POST", "share"), ("GET", "permissions"),
    ];

    private static readonly (string Path, string Message)[] BadNames =
    [
        ($"alice/{TooLong}", "The database is longer than 128 characters."),
        ($"{TooLong}/books", "The entity is longer than 128 characters."),
        ("alice/bo%20oks", $"The database {Characters}"),
        ("alice/books%2F..%2Fopen", $"The database {Characters}"),
        ("alice/..%2f..%2fetc%2fpasswd", $"The database {Characters}"),
        ("alice/b%C3%BCcher", $"The database {Characters}"),
        ("alice/books';--", $"The database {Characters}"),
        ("alice/%252e%252e", $"The database {Characters}"),
        ("al%2Fice/books", $"The entity {Characters}"),
        ("al:ice/books", $"The entity {Characters}"),
    ];

    public static TheoryData<Refusal> BadNamesInPaths =>
    [
        .. from action in Actions
           from name in BadNames
           select new Refusal(action.Method, $"/v1/{name.Path}/{action.Action}", 400, "InvalidSlug", name.Message),
        new("GET", $"/v1/entity/{TooLong}", 400, "InvalidSlug", "The entity is longer than 128 characters."),
        new("GET", "/v1/entity/alice%2F..", 400, "InvalidSlug", $"The entity {Characters}"),
    ];

    public static TheoryData<Refusal> Refusals =>
    [
        Create("alice/new", "The header 'db-type' is missing."),
        Create("alice/new", "The header 'db-type' is missing.").With("db-type:"),
        Create("alice/new", "The header 'db-type' is there more than once.").With("db-type: sqlite", "DB-Type: sqlite"),
        Create("alice/new", Types).With("db-type: oracle"),
        Create("alice/new", Types).With("db-type: 0"),
        Create("alice/new", "Databases of the type duckdb are not built in yet; use sqlite.").With("db-type: duckdb"),
        Create("alice/new", Levels).With("db-type: sqlite", "public-sharing-level: read-write"),
        Create("alice/new", Levels).With("db-type: sqlite", "public-sharing-level: everything"),
        Create("alice/new", "The header 'public-sharing-level' is missing.").With("db-type: sqlite", "public-sharing-level:"),
        Create("alice/new", "The header 'public-sharing-level' is there more than once.").With("db-type: sqlite", "public-sharing-level: fork", "public-sharing-level: fork"),
        Create("alice/books", "Database already exists", 409).With("db-type: sqlite"),
        Create("ALICE/books", "Database already exists", 409).With("db-type: sqlite"),
        Create("bob/new", "Authenticated entity alice can't create a database for entity bob", 403, "Unauthorized").With("db-type: sqlite"),
        Create("carol/new", "Record not found: carol (entity)", 404, "RecordNotFound").With("db-type: sqlite"),

        new Refusal("GET", "/v1/entity/carol", 404, "RecordNotFound", "Record not found: carol (entity)").With(Refusal.Alice),
        new("GET", "/v1/entity/carol", 404, "RecordNotFound", "Record not found: carol (entity)"),
        new Refusal("GET", "/v1/alice/nothing/details", 404, "RecordNotFound", "Record not found: alice/nothing (database)").With(Refusal.Alice),
        new Refusal("GET", "/v1/alice/Books/details", 404, "RecordNotFound", "Record not found: alice/Books (database)").With(Refusal.Alice),
        new Refusal("GET", "/v1/carol/books/details", 404, "RecordNotFound", "Record not found: carol/books (database)").With(Refusal.Alice),
        new Refusal("GET", "/v1/alice/books/details", 403, "Unauthorized", "Authenticated entity bob can't access database alice/books").With(Refusal.Bob),
        new Refusal("DELETE", "/v1/tokens/{alice-short}", 404, "RecordNotFound", "Record not found: {alice-short} (api_token)").With(Refusal.Bob),
        new Refusal("DELETE", "/v1/tokens/nonsense", 404, "RecordNotFound", "Record not found: nonsense (api_token)").With(Refusal.Alice),

        Query("alice/nothing", 404, "RecordNotFound", "Record not found: alice/nothing (database)").With(Refusal.Alice),
        Query("carol/books", 404, "RecordNotFound", "Record not found: carol/books (database)").With(Refusal.Alice),
        Query("alice/books", 403, "Unauthorized", "Authenticated entity bob can't query database alice/books").With(Refusal.Bob),
        Query("alice/seed", 403, "Unauthorized", "Authenticated entity bob can't query database alice/seed").With(Refusal.Bob),
        Query("alice/open", 403, "NoWriteAccessError", "Attempted to write to database while in read-only mode").With(Refusal.Bob),
        Query("alice/books", 400, "Other", NoJson).With(Refusal.Alice, "Content-Type: application/json").Carrying("SELECT 1"),
        Query("alice/books", 400, "Other", NoJson).With(Refusal.Alice, "Content-Type: application/vnd.sql+json; charset=utf-8").Carrying("SELECT 1"),
        Query("alice/books", 400, "QueryError", "no such table: nowhere").With(Refusal.Alice).Carrying("SELECT * FROM nowhere"),
        Query("alice/books", 400, "QueryError", "near \"SELEKT\": syntax error").With(Refusal.Alice).Carrying("SELEKT 1"),
        Query("alice/books", 400, "QueryError", "no such table: nowhere").With(Refusal.Alice).Carrying("DELETE FROM book; SELECT * FROM nowhere"),
    ];

    [Theory, MemberData(nameof(BadNamesInPaths))]
    public Task That_are_misnamed(Refusal refusal) => server.RefusesAsync(refusal.With(Refusal.Alice, "db-type: sqlite").Carrying("SELECT 1"));

    [Theory, MemberData(nameof(Refusals))]
    public Task With_the_reason(Refusal refusal) => server.RefusesAsync(refusal);

    [Theory]
    [InlineData(0x00, "The SQL holds a NUL character.")]
    [InlineData(0x80, "*")]
    [InlineData(0xFF, "*")]
    public async Task Queries_that_are_no_text(byte first, string message)
    {
        byte[] garbage = [first, .. Enumerable.Range(0, 4096).Select(at => (byte)(at * 31))];

        await server.RefusesAsync(
            Query("alice/books", 400, "QueryError", message).With(Refusal.Alice) with { Body = garbage });
    }

    private static Refusal Create(string database, string message, int status = 400, string type = "Other") =>
        new Refusal("POST", $"/v1/{database}/create", status, type, message).With(Refusal.Alice);

    private static Refusal Query(string database, int status, string type, string message) =>
        new Refusal("POST", $"/v1/{database}/query", status, type, message).Carrying("DELETE FROM book");
}
