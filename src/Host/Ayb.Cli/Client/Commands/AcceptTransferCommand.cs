using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class AcceptTransferCommand : ClientCommand
{
    private readonly DatabaseArgument _database = new();

    private readonly Option<string?> _as = new("--as")
    {
        HelpName = "NAME",
        Description = "What it is to be called, without its entity; as it is if not given",
        CustomParser = DatabasePath.ReadName,
    };

    public AcceptTransferCommand(ClientSettings settings)
        : base(
            settings,
            "accept_transfer",
            "Make a database yours, or your organization's, that somebody offers",
            "ayb client accept_transfer marcua/test.sqlite",
            "ayb client accept_transfer marcua/test.sqlite --as from_marcua.sqlite")
    {
        Add(_database);
        Add(_as);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_database);
        using var server = Settings.ConnectWithToken(given);
        var call = new Call(HttpMethod.Post, path.Entity, path.Database, "transfer", "accept")
        {
            Remedy = refusal => refusal.IsConflict ? "Give it another name by --as NAME" : null,
        };
        if (given.GetValue(_as) is { } name)
        {
            call.Headers["database"] = name;
        }

        var accepted = await server.Send(call, Wire.Default.NamedDatabase, cancellationToken);
        output.WriteLine(TerminalText.Escape($"{path} is {accepted.Entity}/{accepted.Database} now"));
    }
}
