using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class RestoreSnapshotCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();
    private readonly SnapshotArgument _snapshot = new();

    public RestoreSnapshotCommand(ClientSettings settings)
        : base(
            settings,
            "restore_snapshot",
            "Make a database again what it was; what it is now becomes a snapshot first",
            "ayb client restore_snapshot marcua/test.sqlite 20260301T120000Z-6e340b9cffb3")
    {
        Add(_database);
        Add(_snapshot);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        var snapshot = given.GetRequiredValue(_snapshot);
        using var server = Settings.ConnectWithToken(given);
        var call = new Call(HttpMethod.Post, path.Entity, path.Database, "restore_snapshot")
        {
            Body = snapshot,
            TakesItsTime = true,
            Activity = $"Restoring {path}",
            Remedy = SnapshotArgument.Remedy(path),
        };
        using var response = await server.Open(call, cancellationToken);
        output.WriteLine($"Restored {path} to snapshot {snapshot}");
        if (response.Headers.TryGetValues("safety-snapshot", out var kept))
        {
            // Scripts know what is printed; people read this below it.
            await output.FlushAsync(cancellationToken);
            Settings.Shell.Watched?.WriteLine(TerminalText.Escape($"What was there is snapshot {kept.First()}"));
        }
    }
}
