using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class UndeleteDatabaseCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();

    private readonly Option<string?> _id = new("--id")
    {
        HelpName = "ID",
        Description = "Which one, if several of this name were deleted, as list_deleted_databases shows it; else the latest",
    };

    public UndeleteDatabaseCommand(ClientSettings settings)
        : base(
            settings,
            "undelete_database",
            "Bring back a database that was deleted",
            "ayb client undelete_database marcua/test.sqlite",
            "ayb client undelete_database marcua/test.sqlite --id 0195526d5f3c7c68a2c06d9d1f0e7b11")
    {
        Add(_database);
        Add(_id);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        using var server = Settings.ConnectWithToken(given);
        var call = new Call(HttpMethod.Post, path.Entity, path.Database, "undelete")
        {
            Remedy = refusal => refusal.IsNoSuch("deleted_database")
                ? $"ayb client list_deleted_databases {path.Entity} shows which can be brought back"
                : null,
        };
        if (given.GetValue(_id) is { } id)
        {
            call.Headers["database-id"] = id;
        }

        await server.Send(call, cancellationToken);
        output.WriteLine($"{path} is there again");
    }
}
