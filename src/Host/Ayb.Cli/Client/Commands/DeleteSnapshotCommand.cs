using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class DeleteSnapshotCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();
    private readonly SnapshotArgument _snapshot = new();

    public DeleteSnapshotCommand(ClientSettings settings)
        : base(
            settings,
            "delete_snapshot",
            "Delete a snapshot of a database for good",
            "ayb client delete_snapshot marcua/test.sqlite 20260301T120000Z-6e340b9cffb3")
    {
        Add(_database);
        Add(_snapshot);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        var snapshot = given.GetRequiredValue(_snapshot);
        using var server = Settings.ConnectWithToken(given);
        await server.Send(
            new Call(HttpMethod.Delete, path.Entity, path.Database, "snapshots", snapshot) { Remedy = SnapshotArgument.Remedy(path) },
            cancellationToken);
        output.WriteLine($"Deleted snapshot {snapshot} of {path}");
    }
}
