using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class DeclineTransferCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();

    public DeclineTransferCommand(ClientSettings settings)
        : base(
            settings,
            "decline_transfer",
            "Decline a database that somebody offers, or withdraw your offer",
            "ayb client decline_transfer marcua/test.sqlite")
    {
        Add(_database);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        using var server = Settings.ConnectWithToken(given);
        await server.Send(new Call(HttpMethod.Delete, path.Entity, path.Database, "transfer"), cancellationToken);
        output.WriteLine($"{path} is offered no longer");
    }
}
