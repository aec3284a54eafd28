using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class DatabaseDetailsCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();

    public DatabaseDetailsCommand(ClientSettings settings)
        : base(
            settings,
            "database_details",
            "Show what a database is and what you may do with it",
            "ayb client database_details marcua/test.sqlite")
    {
        Add(_database);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        using var server = Settings.Connect(given);
        var details = await server.Send(
            new Call(HttpMethod.Get, path.Entity, path.Database, "details"),
            Wire.Default.DatabaseDetails,
            cancellationToken);

        output.WriteLine(TerminalText.Escape($"Database: {details.EntitySlug}/{details.DatabaseSlug}"));
        output.WriteLine(TerminalText.Escape($"Type: {details.DatabaseType}"));
        if (details.Origin is { } origin)
        {
            output.WriteLine(TerminalText.Escape($"Forked from: {origin}"));
        }

        output.WriteLine(TerminalText.Escape($"Access level: {details.HighestQueryAccessLevel ?? "No query access"}"));
        if (details.CanManageDatabase)
        {
            output.WriteLine("You have management permissions for this database");
        }
    }
}
