using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class RenameDatabaseCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();

    private readonly Argument<string?> _name = new("name")
    {
        Description = "What it is to be called, without its entity",
        CustomParser = DatabasePath.ReadName,
    };

    public RenameDatabaseCommand(ClientSettings settings)
        : base(
            settings,
            "rename_database",
            "Give a database another name",
            "ayb client rename_database marcua/test.sqlite production.sqlite")
    {
        Add(_database);
        Add(_name);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        var name = given.GetRequiredValue(_name)!;
        using var server = Settings.ConnectWithToken(given);
        await server.Send(
            new Call(HttpMethod.Post, path.Entity, path.Database, "rename") { Headers = { ["new-name"] = name } }, cancellationToken);
        output.WriteLine($"Renamed {path} to {path.Entity}/{name}");
    }
}
