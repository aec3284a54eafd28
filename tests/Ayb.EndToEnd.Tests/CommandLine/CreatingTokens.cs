namespace Ayb.EndToEnd.Tests.CommandLine;

/// <summary>A token for a program, made, used, listed and revoked.</summary>
public sealed class CreatingTokens(ClientServer server) : IClassFixture<ClientServer>
{
    private const string Said = "Successfully created token ";

    [Fact]
    public async Task For_a_program_that_only_reads()
    {
        var created = await server.RunAsync(
            "alice", "", "create_token", "--database", "alice/books", "--read-only", "--expires", "30d", "--name", "nightly – 日本");
        created.Should().BeEquivalentTo(new { ExitCode = 0, Error = "" });
        created.Output.Should().MatchRegex($"^{Said}ayb_[A-Za-z0-9]{{12}}_[A-Za-z0-9]{{43}}\n$");
        var token = created.Output[Said.Length..].TrimEnd();
        var id = token.Split('_')[1];

        (await server.RunAsync(token, "", "query", "alice/books", "--format", "csv", "SELECT count(*) AS books FROM book")).Output
            .Should().Be("books\n2\n\nRows: 1\n");
        (await server.RunAsync(token, "", "query", "alice/books", "DELETE FROM book")).Should().BeEquivalentTo(
            new { ExitCode = 1, Error = "Error: Attempted to write to database while in read-only mode\n" });
        (await server.RunAsync(token, "", "create_token")).Should().BeEquivalentTo(
            new { ExitCode = 1, Error = "Error: This API token is limited to queries; it can't create, list or revoke API tokens\n" });
        (await server.RunAsync(token, "", "create_database", "alice/more")).Should().BeEquivalentTo(
            new { ExitCode = 1, Error = "Error: This API token is limited to queries; it can't create databases\n" });
        (await server.RunAsync("alice", "", "list_tokens", "--format", "csv")).Output
            .Should().Contain($"{id},alice/books,read-only,nightly – 日本,");

        (await server.RunAsync("alice", "", "revoke_token", id)).Output.Should().Be($"Successfully revoked token {id}\n");
        (await server.RunAsync("alice", "", "audit", "alice/books", "--format", "csv")).Output.Should()
            .StartWith("At,Actor,Action,Subject,Database,Detail\n")
            .And.Contain($",alice,token-revoked,{id},alice/books,read-only\n")
            .And.Contain($",alice,token-created,{id},alice/books,\"read-only, \"\"nightly – 日本\"\"\"\n");
        (await server.RunAsync(token, "", "query", "alice/books", "SELECT 1")).Should().BeEquivalentTo(
            new { ExitCode = 1, Error = "Error: API token has been revoked\nHint: Log in again with: ayb client log_in ENTITY\n" });
    }

    [Theory]
    [InlineData("'tomorrow' is no duration such as 30d, 12h or 1w2d.", "--expires", "tomorrow")]
    [InlineData("Record not found: alice/nothing (database)\nHint: ayb client list alice shows the databases there that you may see", "--database", "alice/nothing")]
    [InlineData("Authenticated entity bob can't query database alice/books", "--database", "alice/books", "--read_only")]
    public async Task And_what_the_server_refuses_is_said(string message, params string[] options)
    {
        (await server.RunAsync("bob", "", ["create_token", .. options])).Should().BeEquivalentTo(
            new { ExitCode = 1, Output = "", Error = $"Error: {message}\n" });
    }
}
