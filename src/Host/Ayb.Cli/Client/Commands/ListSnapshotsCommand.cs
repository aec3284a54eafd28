using System.CommandLine;
using System.Globalization;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class ListSnapshotsCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();
    private readonly FormatOption _format = new();
    private readonly Option<bool> _all = new("--all") { Description = "Show why they were taken, their names, notes and sizes as well" };

    public ListSnapshotsCommand(ClientSettings settings)
        : base(
            settings,
            "list_snapshots",
            "List the snapshots of a database, newest first",
            "ayb client list_snapshots marcua/test.sqlite",
            "ayb client list_snapshots marcua/test.sqlite --all")
    {
        Add(_database);
        Add(_all);
        Add(_format);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        using var server = Settings.ConnectWithToken(given);
        var table = given.GetValue(_all)
            ? ToTable(await server.Send(new Call(HttpMethod.Get, path.Entity, path.Database, "snapshots"), Wire.Default.ShownSnapshots, cancellationToken))
            : ToTable(await server.Send(new Call(HttpMethod.Get, path.Entity, path.Database, "list_snapshots"), Wire.Default.SnapshotList, cancellationToken));
        if (table.Rows.Count == 0)
        {
            output.WriteLine($"No snapshots for {path}");
            return;
        }

        _format.Chosen(given)(output, table);
    }

    private static Table ToTable(SnapshotList list) => new(
        ["Name", "Last modified"],
        [.. list.Snapshots.Select(snapshot => new[] { snapshot.SnapshotId, snapshot.LastModifiedAt })]);

    private static Table ToTable(ShownSnapshots list) => new(
        ["Snapshot", "Kind", "Name", "Note", "Bytes", "Taken"],
        [.. list.Snapshots.Select(snapshot => new[]
        {
            snapshot.SnapshotId,
            snapshot.Kind,
            snapshot.Name,
            snapshot.Note,
            snapshot.Bytes.ToString(CultureInfo.InvariantCulture),
            snapshot.CreatedAt,
        })]);
}
