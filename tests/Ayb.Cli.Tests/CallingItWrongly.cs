using System.Text.RegularExpressions;
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
    [InlineData("client create_database a/b access", "ayb client create_database <entity/database> [sqlite]")]
    [InlineData("client create_database a/b oracle", "ayb client create_database <entity/database> [sqlite]")]
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
    [InlineData("client diff a/b s --format sql --summary", "ayb client diff <entity/database> <from> [to] [OPTIONS]")]
    [InlineData("client diff a/b s --summary --format", "ayb client diff <entity/database> <from> [to] [OPTIONS]")]
    [InlineData("client diff a/b s --summary --format sql --format json", "ayb client diff <entity/database> <from> [to] [OPTIONS]")]
    [InlineData("client diff a/b s --summary --summary --format sql", "ayb client diff <entity/database> <from> [to] [OPTIONS]")]
    [InlineData("client diff a/b s --summary=perhaps --format sql", "ayb client diff <entity/database> <from> [to] [OPTIONS]")]
    [InlineData("client audit a --limit", "ayb client audit <entity[/database]>")]
    [InlineData("client audit a --limit ten", "ayb client audit <entity[/database]>")]
    [InlineData("client audit a --limit 1 --limit 2", "ayb client audit <entity[/database]>")]
    [InlineData("server extra", "ayb server [COMMAND] [OPTIONS]")]
    [InlineData("server restore", "ayb server restore --from-snapshots [OPTIONS]")]
    [InlineData("server restore --from-snapshots=perhaps", "ayb server restore --from-snapshots [OPTIONS]")]
    [InlineData("server restore --from-snapshots=false", "ayb server restore --from-snapshots [OPTIONS]")]
    [InlineData("server restore --from-snapshots extra", "ayb server restore --from-snapshots [OPTIONS]")]
    public async Task The_status_is_2_and_the_usage_is_on_standard_error(string args, string usage)
    {
        var result = await new CommandRun(_home).Run(args.Split(' '));
        result.Status.Should().Be(2);
        result.Output.Should().BeEmpty();
        result.Error.Should().StartWith("Error: ").And.Contain($"Usage: {usage}");
    }

    [Theory]
    [InlineData("client lst a", "ayb client list")]
    [InlineData("client lits", "ayb client list")]
    [InlineData("client querry a/b x", "ayb client query")]
    [InlineData("client restore-snapshots a/b s", "ayb client restore_snapshot")]
    [InlineData("clinet query a/b x", "ayb client")]
    [InlineData("server restor", "ayb server restore")]
    [InlineData("client lst --help", "ayb client list")]
    [InlineData("clinet --help", "ayb client")]
    [InlineData("client --help lst", "ayb client list")]
    public async Task What_was_probably_meant_is_suggested(string args, string meant)
    {
        var typed = args.Split(' ').Except(["client", "server", "--help"]).First();

        var result = await new CommandRun(_home).Run(args.Split(' '));

        result.Status.Should().Be(2);
        result.Output.Should().BeEmpty();
        result.Error.Should().StartWith($"Error: Unrecognized command or argument '{typed}'.\n").And.Contain($"Did you mean '{meant}'?\n").And.Contain("Usage: ");
    }

    [Theory]
    [InlineData("client nonsense")]
    [InlineData("client nonsense --help")]
    [InlineData("client x")]
    public async Task What_is_like_nothing_is_not_guessed(string args)
    {
        var result = await new CommandRun(_home).Run(args.Split(' '));

        result.Status.Should().Be(2);
        result.Error.Should().StartWith("Error: Unrecognized").And.NotContain("Did you mean");
    }

    [Fact]
    public async Task A_type_that_no_server_makes_is_not_offered()
    {
        (await new CommandRun(_home).Run("client", "create_database", "--help")).Output.Should().NotContain("duckdb");
        (await new CommandRun(_home).Run("client", "create_database", "a/b", "oracle")).Error.Should().Contain("Must be one of: sqlite\n");
    }

    [Theory]
    [InlineData("client export a/b --overwrite", "--overwrite")]
    [InlineData("client export a/b -f", "-f")]
    [InlineData("client rename_database a/b --name", "--name")]
    [InlineData("client query a/b --limit=3", "--limit=3")]
    [InlineData("client create_database a/b --type duckdb", "--type")]
    [InlineData("client export a/b --fromat:sql", "--fromat:sql", "--format")]
    [InlineData("client list -books", "-books")]
    [InlineData("client export a/b --forse", "--forse", "--force")]
    [InlineData("client diff a/b s --sumary", "--sumary", "--summary")]
    [InlineData("client list a --frmat=csv", "--frmat=csv", "--format")]
    public async Task An_option_that_there_is_not_is_no_argument(string args, string option, string? meant = null)
    {
        var result = await new CommandRun(_home).Run(args.Split(' '));

        result.Status.Should().Be(2);
        result.Error.Should().MatchRegex(
            $"^Error: Unrecognized command or argument '{Regex.Escape(option)}'.\n{(meant is null ? "" : $"Did you mean '{meant}'\\?\n")}(If it is no option, put -- before it.\n)?\n");
    }

    [Theory]
    [InlineData("client rename_database a/b c/d", "Name it without its entity: d")]
    [InlineData("client accept_transfer a/b --as c/d", "Name it without its entity: d")]
    public async Task A_name_that_stands_for_itself_has_no_entity(string args, string error) =>
        (await new CommandRun(_home).Run(args.Split(' '))).Error.Should().StartWith($"Error: {error}\n");

    [Theory]
    [InlineData("client list", "Error: <entity> is missing.\n\n")]
    [InlineData("client share", "Error: <entity/database> is missing.\nError: <entity> is missing.\nError: <no-access|read-only|read-write|manager> is missing.\n\n")]
    [InlineData("client share a/b", "Error: <entity> is missing.\nError: <no-access|read-only|read-write|manager> is missing.\n\n")]
    [InlineData("client list a --url", "Error: Required argument missing for option: '--url'.\n\n")]
    public async Task What_is_missing_is_named(string args, string error) =>
        (await new CommandRun(_home).Run(args.Split(' '))).Error.Should().StartWith(error);

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
