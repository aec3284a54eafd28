using Ayb.Cli.Tests.Fixtures;

namespace Ayb.Cli.Tests;

public sealed class CallingItWrongly : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("clinet", "ayb COMMAND")]
    [InlineData("client nonsense", "ayb client COMMAND")]
    [InlineData("client list", "ayb client list <entity>")]
    [InlineData("client list a b", "ayb client list <entity>")]
    [InlineData("client list a --format xml", "ayb client list <entity>")]
    [InlineData("client list a --nonsense", "ayb client list <entity>")]
    [InlineData("client list a --url", "ayb client list <entity>")]
    [InlineData("client query nodatabase x", "ayb client query <entity/database> [sql]")]
    [InlineData("client query a/b/c x", "ayb client query <entity/database> [sql]")]
    [InlineData("client create_token --database nodatabase", "ayb client create_token [OPTIONS]")]
    [InlineData("client audit", "ayb client audit <entity[/database]>")]
    [InlineData("client audit a/b/c", "ayb client audit <entity[/database]>")]
    [InlineData("client audit a --limit 0", "ayb client audit <entity[/database]>")]
    [InlineData("client register a b robot", "ayb client register <entity> <email> [user|organization]")]
    [InlineData("client create_database a/b access", "ayb client create_database <entity/database> [sqlite|duckdb]")]
    [InlineData("client update_database a/b", "ayb client update_database <entity/database> --public_sharing_level no-access|fork|read-only [OPTIONS]")]
    [InlineData("client update_database a/b --public_sharing_level read-write", "ayb client update_database <entity/database>")]
    [InlineData("client share a/b c", "ayb client share <entity/database> <entity> <no-access|read-only|read-write|manager>")]
    [InlineData("client share a/b c fork", "ayb client share <entity/database> <entity>")]
    [InlineData("client list_database_permissions a", "ayb client list_database_permissions <entity/database>")]
    [InlineData("client profile", "ayb client profile <entity>")]
    [InlineData("client profile a --format xml", "ayb client profile <entity>")]
    [InlineData("client update_profile --location x", "ayb client update_profile <entity> [OPTIONS]")]
    [InlineData("client update_profile a --location", "ayb client update_profile <entity> [OPTIONS]")]
    [InlineData("client update_profile a --location x --location y", "ayb client update_profile <entity> [OPTIONS]")]
    [InlineData("server extra", "ayb server [COMMAND] [OPTIONS]")]
    [InlineData("server restore", "ayb server restore --from-snapshots [OPTIONS]")]
    [InlineData("server restore --from-snapshots extra", "ayb server restore --from-snapshots [OPTIONS]")]
    public async Task The_status_is_2_and_the_usage_is_on_standard_error(string args, string usage)
    {
        var result = await new CommandRun(_home).Run(args.Split(' '));
        result.Status.Should().Be(2);
        result.Output.Should().BeEmpty();
        result.Error.Should().StartWith("Error: ").And.Contain($"Usage: {usage}");
    }

    [Fact]
    public async Task A_command_that_was_given_nothing_shows_its_help()
    {
        var result = await new CommandRun(_home).Run("client", "query");
        result.Status.Should().Be(2);
        result.Error.Should().Contain("Examples:");
    }

    [Theory]
    [InlineData("")]
    [InlineData("client")]
    public async Task A_group_of_commands_alone_shows_its_help(string args)
    {
        var result = await new CommandRun(_home).Run(args.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        result.Status.Should().Be(0);
        result.Output.Should().ContainAll("Commands:", "Examples:");
        result.Error.Should().BeEmpty();
    }

    [Fact]
    public async Task The_version_is_told()
    {
        var result = await new CommandRun(_home).Run("--version");
        result.Output.Should().MatchRegex(@"^ayb \d+\.\d+\.\d+\n$");
    }
}
