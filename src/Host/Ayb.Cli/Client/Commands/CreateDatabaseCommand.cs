using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class CreateDatabaseCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();
    private readonly ChoiceArgument _type = new("type", "The engine", "sqlite")
    {
        // Existing scripts name it, and hear from the server that it is not there yet.
        Unadvertised = ["duckdb"],
    };

    private readonly ChoiceArgument _sharing =
        new("public_sharing_level", "What everybody may do", "no-access", "fork", "read-only");

    public CreateDatabaseCommand(ClientSettings settings)
        : base(
            settings,
            "create_database",
            "Create a database",
            "ayb client create_database marcua/test.sqlite",
            "ayb client create_database marcua/public.sqlite sqlite read-only")
    {
        Add(_database);
        Add(_type);
        Add(_sharing);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        using var server = Settings.ConnectWithToken(given);
        await server.Send(
            new Call(HttpMethod.Post, path.Entity, path.Database, "create")
            {
                Headers =
                {
                    ["db-type"] = given.GetRequiredValue(_type),
                    ["public-sharing-level"] = given.GetRequiredValue(_sharing),
                },
                Remedy = refusal => refusal.IsConflict ? $"There is a database {path} already. Choose another name" : null,
            },
            cancellationToken);
        output.WriteLine($"Successfully created {path}");
    }
}
