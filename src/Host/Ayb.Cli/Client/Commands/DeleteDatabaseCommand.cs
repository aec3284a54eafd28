using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class DeleteDatabaseCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();

    private readonly Option<string?> _confirm = new("--confirm")
    {
        HelpName = "entity/database",
        Description = "The name once more, instead of being asked for it",
    };

    public DeleteDatabaseCommand(ClientSettings settings)
        : base(
            settings,
            "delete_database",
            "Delete a database; undelete_database brings it back for a while",
            "ayb client delete_database marcua/test.sqlite",
            "ayb client delete_database marcua/test.sqlite --confirm marcua/test.sqlite")
    {
        Add(_database);
        Add(_confirm);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        using var server = Settings.ConnectWithToken(given);
        await MakeSureAsync(given.GetValue(_confirm), path, cancellationToken);
        var deleted = await server.Send(
            new Call(HttpMethod.Delete, path.Entity, path.Database) { Headers = { ["database-name"] = path.ToString() } },
            Wire.Default.DeletedDatabase,
            cancellationToken);
        output.WriteLine(TerminalText.Escape($"Deleted {path}; undelete_database brings it back until {deleted.PurgedAt}"));
    }

    private async Task MakeSureAsync(string? confirmed, DatabasePath path, CancellationToken cancellationToken)
    {
        if (confirmed is not null)
        {
            if (!path.Matches(confirmed))
            {
                throw new CommandFailedException($"{confirmed} is not its name; nothing was deleted. To delete {path}, add: --confirm {path}");
            }

            return;
        }

        if (Settings.Shell.Terminal is null)
        {
            throw new CommandFailedException($"Nobody is there to be asked. To delete {path}, add: --confirm {path}");
        }

        Settings.Shell.Error.Write($"Type {path} to delete it: ");
        var typed = await Settings.Shell.Input.ReadLineAsync(cancellationToken) ?? "";
        if (!path.Matches(typed.Trim()))
        {
            throw new CommandFailedException("That is not its name; nothing was deleted.");
        }
    }
}
