using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.CommandLine;

/// <summary>Every client command, with input that cannot work: a sentence on standard error, and nothing on standard output.</summary>
public sealed class GoingWrong(ClientServer server) : IClassFixture<ClientServer>
{
    private const string LogIn = "You are not logged in to *. Log in with: ayb client log_in ENTITY, *";
    private const string Characters = "may only contain letters A-Z and a-z, digits, '-', '_' and '.'.";

    [Theory]
    [InlineData("", "create_database alice/new", LogIn)]
    [InlineData("", "query alice/books SELECT", LogIn)]
    [InlineData("", "update_database alice/books --public_sharing_level fork", LogIn)]
    [InlineData("", "share alice/books bob manager", LogIn)]
    [InlineData("", "list_database_permissions alice/books", LogIn)]
    [InlineData("", "list_tokens", LogIn)]
    [InlineData("", "revoke_token short", LogIn)]
    [InlineData("", "database_details alice/books", "Database alice/books is not accessible")]
    [InlineData("nonsense", "list alice", "Invalid API token\nHint: Log in again with: ayb client log_in ENTITY")]
    [InlineData("nonsense", "list_tokens", "Invalid API token\nHint: Log in again with: ayb client log_in ENTITY")]
    [InlineData("nonsense", "query alice/books SELECT", "Invalid API token\nHint: Log in again with: ayb client log_in ENTITY")]
    [InlineData("", "register alice a@example.com", "alice has already been registered")]
    [InlineData("", "register admin a@example.com", "The entity can't be 'admin': that name is reserved.")]
    [InlineData("", "register ca:rol a@example.com", $"The entity {Characters}")]
    [InlineData("", "register carol nonsense", "The email address must look like name@example.com, *")]
    [InlineData("", "confirm nonsense", "Invalid or expired token\nHint: ayb client log_in ENTITY asks for another mail; before the first log-in, ayb client register does")]
    [InlineData("", "log_in carol", "Record not found: carol (entity)")]
    [InlineData("", "list carol", "Record not found: carol (entity)")]
    [InlineData("", "list ../tokens", $"The entity {Characters}")]
    [InlineData("alice", "create_database alice/books", "Database already exists\nHint: There is a database alice/books already. Choose another name")]
    [InlineData("alice", "fork alice/books", "Database already exists\nHint: You have a database books already. Give the fork another name: ayb client fork alice/books ENTITY/DATABASE")]
    [InlineData("alice", "undelete_database alice/nothing", "There is no deleted database alice/nothing\nHint: ayb client list_deleted_databases alice shows which can be brought back")]
    [InlineData("alice", "create_database bob/new", "Authenticated entity alice can't create a database for entity bob")]
    [InlineData("alice", "create_database alice/new duckdb", "Databases of the type duckdb are not built in yet; use sqlite.")]
    [InlineData("alice", "create_database alice/n:w", $"The database {Characters}")]
    [InlineData("alice", "query alice/nothing SELECT", "Record not found: alice/nothing (database)\nHint: ayb client list alice shows the databases there that you may see")]
    [InlineData("bob", "query alice/books SELECT", "Authenticated entity bob can't query database alice/books")]
    [InlineData("alice", "query alice/books SELEKT", "near \"SELEKT\": syntax error")]
    [InlineData("bob", "database_details alice/books", "Authenticated entity bob can't access database alice/books")]
    [InlineData("alice", "database_details alice/nothing", "Record not found: alice/nothing (database)\nHint: ayb client list alice shows the databases there that you may see")]
    [InlineData("bob", "update_database alice/books --public-sharing-level fork", "Authenticated entity bob can't update database alice/books")]
    [InlineData("alice", "update_database alice/nothing --public_sharing_level fork", "Record not found: alice/nothing (database)\nHint: ayb client list alice shows the databases there that you may see")]
    [InlineData("bob", "share alice/books bob manager", "Authenticated entity bob can't set permissions for database alice/books")]
    [InlineData("alice", "share alice/books alice read-only", "alice owns alice/books, so their permissions can't be changed")]
    [InlineData("alice", "share alice/books carol read-only", "Record not found: carol (entity)")]
    [InlineData("alice", "share alice/books ca:rol read-only", $"The entity {Characters}")]
    [InlineData("alice", "share alice/nothing bob read-only", "Record not found: alice/nothing (database)\nHint: ayb client list alice shows the databases there that you may see")]
    [InlineData("bob", "list_database_permissions alice/books", "Authenticated entity bob can't list permissions for database alice/books")]
    [InlineData("alice", "list_database_permissions alice/nothing", "Record not found: alice/nothing (database)\nHint: ayb client list alice shows the databases there that you may see")]
    [InlineData("alice", "revoke_token nonsense", "Record not found: nonsense (api_token)\nHint: ayb client list_tokens shows yours")]
    [InlineData("alice", "revoke_token ../../health", "Record not found: *health (api_token)\nHint: ayb client list_tokens shows yours")]
    [InlineData("", "set_default_url nonsense", "nonsense is no server URL: it has to look like https://ayb.example.org")]
    [InlineData("", "list alice --url ftp://example.org", "ftp://example.org is no server URL: *")]
    [InlineData("", "profile alice --config /dev/null/ayb.json", "*/dev/null/ayb.json*")]
    public async Task It_says_why_with_status_1(string who, string command, string message)
    {
        var run = await server.RunAsync(who, "", command.Split(' '));

        run.Should().BeEquivalentTo(new { ExitCode = 1, Output = "" });
        run.Error.Should().Match($"Error: {message}\n");
        run.Error.TrimEnd('\n').Should().NotMatchRegex("\n(?!Hint: )");
    }

    [Theory]
    [InlineData("nonsense", "Unrecognized command or argument 'nonsense'.")]
    [InlineData("register", "Error: <entity> is missing.\n")]
    [InlineData("register carol", "Error: <email> is missing.\n")]
    [InlineData("register carol c@example.com robot", "'robot' not recognized.")]
    [InlineData("confirm", "Error: <authentication_token> is missing.\n")]
    [InlineData("log_in", "Error: <entity> is missing.\n")]
    [InlineData("create_database", "Error: <entity/database> is missing.\n")]
    [InlineData("create_database books", "Argument must be formatted as 'entity/database'")]
    [InlineData("create_database alice/books/more", "Argument must be formatted as 'entity/database'")]
    [InlineData("create_database alice/new oracle", "'oracle' not recognized.")]
    [InlineData("create_database alice/new sqlite everything", "'everything' not recognized.")]
    [InlineData("list", "Error: <entity> is missing.\n")]
    [InlineData("list alice --format xml", "'xml' not recognized.")]
    [InlineData("query", "Error: <entity/database> is missing.\n")]
    [InlineData("query books SELECT", "Argument must be formatted as 'entity/database'")]
    [InlineData("query alice/books SELECT 1", "Unrecognized command or argument '1'.")]
    [InlineData("database_details", "Error: <entity/database> is missing.\n")]
    [InlineData("update_database", "Error: <entity/database> is missing.\n")]
    [InlineData("update_database alice/books", "Option '--public_sharing_level' is required.")]
    [InlineData("update_database alice/books --public_sharing_level", "Required argument missing for option: '--public_sharing_level'.")]
    [InlineData("update_database alice/books --public_sharing_level read-write", "'read-write' not recognized.")]
    [InlineData("share", "Error: <entity/database> is missing.\n")]
    [InlineData("share alice/books bob", "Error: <no-access|read-only|read-write|manager> is missing.\n")]
    [InlineData("share alice/books bob fork", "'fork' not recognized.")]
    [InlineData("share books bob manager", "Argument must be formatted as 'entity/database'")]
    [InlineData("list_database_permissions", "Error: <entity/database> is missing.\n")]
    [InlineData("list_database_permissions alice/books --format xml", "'xml' not recognized.")]
    [InlineData("list_tokens more", "Unrecognized command or argument 'more'.")]
    [InlineData("revoke_token", "Error: <short_token> is missing.\n")]
    [InlineData("set_default_url", "Error: <url> is missing.\n")]
    [InlineData("list alice --unknown", "Unrecognized command or argument '--unknown'.")]
    public async Task Called_wrongly_it_shows_how_with_status_2(string command, string message)
    {
        var run = await server.RunAsync("alice", "", command.Split(' '));

        run.Should().BeEquivalentTo(new { ExitCode = 2, Output = "" });
        run.Error.Should().StartWith("Error: ").And.Contain(message).And.Contain("Usage: ayb client ");
    }

    [Theory]
    [InlineData("register carol c@example.com")]
    [InlineData("confirm token")]
    [InlineData("log_in alice")]
    [InlineData("create_database alice/new")]
    [InlineData("list alice")]
    [InlineData("query alice/books SELECT")]
    [InlineData("database_details alice/books")]
    [InlineData("update_database alice/books --public_sharing_level fork")]
    [InlineData("share alice/books bob manager")]
    [InlineData("list_database_permissions alice/books")]
    [InlineData("list_tokens")]
    [InlineData("revoke_token short")]
    public async Task A_server_that_is_down_is_named(string command)
    {
        using var port = new ReservedPort();
        var url = $"http://127.0.0.1:{port.Number}";

        var run = await server.RunAsync("alice", "", ["--url", url, .. command.Split(' ')]);

        run.Should().BeEquivalentTo(new
        {
            ExitCode = 1,
            Output = "",
            Error = $"Error: Can't connect to {url}: connection refused. Is the server running?\n",
        });
    }

    [Fact]
    public async Task A_server_without_tls_is_not_spoken_to_in_secret()
    {
        var run = await server.RunAsync("alice", "", ["--url", server.Url.Replace("http:", "https:"), "list", "alice"]);

        run.Should().BeEquivalentTo(new { ExitCode = 1, Output = "" });
        run.Error.Should().Match("Error: Can't make a secure connection to https://*\nHint: A server without TLS is named by http:// in the place of https://\n");
    }
}
