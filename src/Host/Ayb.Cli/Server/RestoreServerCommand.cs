using System.CommandLine;

namespace Ayb.Cli.Server;

internal sealed class RestoreServerCommand : ExampleCommand
{
    private readonly ServerCommand _server;
    private readonly Option<bool> _fromSnapshots = new("--from-snapshots", "--from_snapshots")
    {
        Required = true,
        Description = "Out of the storage that [snapshots] of the configuration names",
    };

    private readonly Option<string?> _metadata = new("--metadata")
    {
        HelpName = "ID",
        Description = "The snapshot of the metadata to begin with, such as 20260301T120000Z (default: the newest)",
    };

    public RestoreServerCommand(ServerCommand server)
        : base(
            "restore",
            "Make a server that was lost again out of its snapshots, on an empty data_path and database_url",
            "ayb server restore --from-snapshots",
            "ayb server restore --from-snapshots --config /etc/ayb/ayb.toml")
    {
        _server = server;
        Add(_fromSnapshots);
        Add(_metadata);

        // A switch has a value also when it is missing, so that being required says nothing.
        Validators.Add(given =>
        {
            if (!given.GetValue(_fromSnapshots))
            {
                given.AddError("Option '--from-snapshots' is required.");
            }
        });
        SetAction(Run);
    }

    private void Run(ParseResult given) =>
        _server.Become(given, given.GetValue(_metadata) is { } id ? ["restore", "--from-snapshots", "--metadata", id] : ["restore", "--from-snapshots"]);
}
