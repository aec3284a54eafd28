using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class ConfirmCommand : ClientCommand
{
    private readonly Argument<string> _token = new("authentication_token") { Description = "The token from the email" };

    public ConfirmCommand(ClientSettings settings)
        : base(
            settings,
            "confirm",
            "Finish registering or logging in, and save the API token",
            "ayb client confirm gAAAAABmT3…")
    {
        Add(_token);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        using var server = Settings.Connect(given);
        var confirmed = await server.Send(
            new Call(HttpMethod.Post, "confirm")
            {
                Headers = { ["authentication-token"] = given.GetRequiredValue(_token) },
                Remedy = refusal => refusal.IsOfToken ? "ayb client log_in ENTITY asks for another mail; before the first log-in, ayb client register does" : null,
            },
            Wire.Default.ConfirmedToken,
            cancellationToken);

        var file = Settings.File(given);
        var saved = file.Load();
        saved.Authentication[server.Url] = confirmed.Token;
        file.Save(saved);
        output.WriteLine(TerminalText.Escape(
            $"Successfully authenticated {confirmed.Entity} and saved token {confirmed.Token}"));
    }
}
