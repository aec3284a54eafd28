using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class ListTransfersCommand : ClientCommand
{
    private readonly FormatOption _format = new();

    public ListTransfersCommand(ClientSettings settings)
        : base(
            settings,
            "list_transfers",
            "List the databases that you and your organizations offer, and are offered",
            "ayb client list_transfers",
            "ayb client list_transfers --format csv")
    {
        Add(_format);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        using var server = Settings.ConnectWithToken(given);
        var answer = await server.Send(new Call(HttpMethod.Get, "transfers"), Wire.Default.TransferList, cancellationToken);
        if (answer.Transfers.Count == 0)
        {
            output.WriteLine("No database is offered by you or to you");
            return;
        }

        _format.Chosen(given)(output, new Table(
            ["Database", "Offered to", "Until", "Direction"],
            [.. answer.Transfers.Select(offer => new[] { offer.Database, offer.ToEntity, offer.ExpiresAt, offer.Direction })]));
    }
}
