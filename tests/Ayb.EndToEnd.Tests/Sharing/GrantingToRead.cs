using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>Bob was granted to read. Whatever he sends, and however, nothing is written.</summary>
public sealed class GrantingToRead(SharingServers servers) : IClassFixture<SharingServers>
{
    private const string Everything =
        "SELECT (SELECT group_concat(title) FROM book), (SELECT group_concat(sql) FROM sqlite_schema), "
        + "(SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id)";

    [Theory]
    [InlineData("INSERT INTO book VALUES ('Ulysses')")]
    [InlineData("INSERT INTO book VALUES ('Ulysses') RETURNING title")]
    [InlineData("REPLACE INTO book VALUES ('Ulysses')")]
    [InlineData("INSERT INTO book VALUES ('Middlemarch') ON CONFLICT DO UPDATE SET title = 'Ulysses'")]
    [InlineData("UPDATE book SET title = 'Ulysses'")]
    [InlineData("DELETE FROM book")]
    [InlineData("WITH one AS (SELECT 1) DELETE FROM book")]
    [InlineData("/* SELECT */ DELETE FROM book -- SELECT")]
    [InlineData("SELECT 1; DELETE FROM book; SELECT 2")]
    [InlineData("BEGIN; DELETE FROM book; COMMIT")]
    [InlineData("SAVEPOINT s; DELETE FROM book; RELEASE s")]
    [InlineData("CREATE TABLE note (text)")]
    [InlineData("CREATE TABLE note AS SELECT * FROM book")]
    [InlineData("CREATE TEMP TABLE note (text)")]
    [InlineData("CREATE VIEW titles AS SELECT title FROM book")]
    [InlineData("CREATE INDEX by_title ON book (title)")]
    [InlineData("CREATE TRIGGER gone AFTER INSERT ON book BEGIN DELETE FROM book; END")]
    [InlineData("CREATE VIRTUAL TABLE words USING fts5(word)")]
    [InlineData("DROP TABLE book")]
    [InlineData("ALTER TABLE book RENAME TO tome")]
    [InlineData("ALTER TABLE book ADD COLUMN pages")]
    [InlineData("PRAGMA user_version = 1")]
    [InlineData("PRAGMA application_id = 1")]
    [InlineData("PRAGMA journal_mode = DELETE", "QueryError")]
    [InlineData("PRAGMA writable_schema = 1", "QueryError")]
    [InlineData("PRAGMA query_only = 0", "QueryError")]
    [InlineData("ATTACH 'file:books?mode=rwc' AS other", "QueryError")]
    [InlineData("REINDEX")]
    [InlineData("ANALYZE")]
    [InlineData("VACUUM")]
    [InlineData("""{"sql":"DELETE FROM book"}""")]
    [InlineData("""{"sql":"INSERT INTO book VALUES (?)","params":["Ulysses"]}""")]
    [InlineData("""{"statements":["SELECT 1","DELETE FROM book"]}""")]
    [InlineData("""["SELECT 1",["UPDATE book SET title = ?","Ulysses"]]""")]
    public async Task No_statement_writes(string body, string type = "NoWriteAccessError")
    {
        var server = await servers.OfAsync(MetadataEngine.Sqlite);
        (await server.ShareAsync(server.Alice, server.Bob, "read-only")).Should().Be("204");
        var before = await server.QueryAsync(server.Alice, Everything);

        (await server.QueryAsync(server.Bob, body)).Should().Match($$"""40? {"type":"{{type}}",*""");

        (await server.QueryAsync(server.Alice, Everything)).Should().Be(before).And.StartWith("200 ");
        (await server.QueryAsync(server.Bob, Everything)).Should().Be(before);
    }

    [Fact]
    public async Task No_statement_of_a_request_writes_by_itself()
    {
        var server = await servers.OfAsync(MetadataEngine.Sqlite);
        (await server.ShareAsync(server.Alice, server.Bob, "read-only")).Should().Be("204");
        var before = await server.QueryAsync(server.Alice, Everything);

        (await server.QueryAsync(server.Bob, """{"statements":["DELETE FROM book","SELECT 1"],"transaction":false}""")).Should().Match(
            """200 {"results":[{"error":{"type":"NoWriteAccessError",*},{*"rows":[[1]]*}]*}""");

        (await server.QueryAsync(server.Alice, Everything)).Should().Be(before);
    }

    [Fact]
    public async Task No_session_writes()
    {
        var server = await servers.OfAsync(MetadataEngine.Sqlite);
        (await server.ShareAsync(server.Alice, server.Bob, "read-only")).Should().Be("204");
        var before = await server.QueryAsync(server.Alice, Everything);

        (await server.CallAsync(server.Bob, "POST alice/books/sessions", """{"mode":"write"}""")).Should().StartWith(
            """403 {"type":"NoWriteAccessError",""");
        var session = await server.OpenSessionAsync(server.Bob);
        (await server.QueryAsync(server.Bob, "DELETE FROM book", $"session: {session}")).Should().StartWith("""403 {"type":"NoWriteAccessError",""");

        (await server.QueryAsync(server.Alice, Everything)).Should().Be(before);
    }
}
