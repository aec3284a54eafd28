using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class UpdateDatabaseCommand : ClientCommand
{
    private static readonly string[] Levels = ["no-access", "fork", "read-only"];

    private readonly DatabaseArgument _database = new();
    private readonly Option<string> _sharing = new("--public_sharing_level")
    {
        HelpName = string.Join('|', Levels),
        Description = "What everybody may do",
        Required = true,
    };

    public UpdateDatabaseCommand(ClientSettings settings)
        : base(
            settings,
            "update_database",
            "Change what everybody may do with a database",
            "ayb client update_database marcua/test.sqlite --public_sharing_level read-only")
    {
        _sharing.AcceptOnlyFromAmong(Levels);
        Add(_database);
        Add(_sharing);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        using var server = Settings.ConnectWithToken(given);
        await server.Send(
            new Call(HttpMethod.Patch, path.Entity, path.Database, "update")
            {
                Headers = { ["public-sharing-level"] = given.GetRequiredValue(_sharing) },
            },
            cancellationToken);
        output.WriteLine($"Database {path} updated successfully");
    }
}
