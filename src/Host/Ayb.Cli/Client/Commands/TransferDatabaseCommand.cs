using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class TransferDatabaseCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();
    private readonly Argument<string> _entity = new("entity") { Description = "Who is to own it, once they accept" };

    public TransferDatabaseCommand(ClientSettings settings)
        : base(
            settings,
            "transfer_database",
            "Offer a database to somebody else, or to an organization",
            "ayb client transfer_database marcua/test.sqlite research")
    {
        Add(_database);
        Add(_entity);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        var entity = given.GetRequiredValue(_entity);
        using var server = Settings.ConnectWithToken(given);
        await server.Send(
            new Call(HttpMethod.Post, path.Entity, path.Database, "transfer") { Headers = { ["to-entity"] = entity } }, cancellationToken);
        output.WriteLine($"Offered {path} to {entity}");
    }
}
