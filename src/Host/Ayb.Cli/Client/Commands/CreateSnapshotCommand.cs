using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class CreateSnapshotCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();

    private readonly Option<string?> _name = new("--name")
    {
        HelpName = "NAME",
        Description = "What list_snapshots --all calls it",
    };

    private readonly Option<string?> _note = new("--note")
    {
        HelpName = "NOTE",
        Description = "What to remember about it",
    };

    public CreateSnapshotCommand(ClientSettings settings)
        : base(
            settings,
            "create_snapshot",
            "Keep what is in a database now, until you delete it",
            "ayb client create_snapshot marcua/test.sqlite",
            "ayb client create_snapshot marcua/test.sqlite --name \"before the move\" --note \"all of 2025\"")
    {
        Add(_database);
        Add(_name);
        Add(_note);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        using var server = Settings.ConnectWithToken(given);
        var call = new Call(HttpMethod.Post, path.Entity, path.Database, "snapshots")
        {
            TakesItsTime = true,
            Activity = $"Taking a snapshot of {path}",
        };
        AddText(call, "snapshot-name", given.GetValue(_name));
        AddText(call, "snapshot-note", given.GetValue(_note));
        var created = await server.Send(call, Wire.Default.SnapshotDetails, cancellationToken);
        output.WriteLine(TerminalText.Escape($"Created snapshot {created.SnapshotId} of {path}"));
    }

    private static void AddText(Call call, string header, string? text)
    {
        if (text is not null)
        {
            call.Headers[header] = Uri.EscapeDataString(text);
        }
    }
}
