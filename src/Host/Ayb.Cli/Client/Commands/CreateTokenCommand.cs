using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class CreateTokenCommand : ClientCommand
{
    private readonly DatabaseOption _database = new("The one database that it reaches (default: all that you may reach)");

    private readonly Option<bool> _readOnly = new("--read_only") { Description = "It may only read" };

    private readonly Option<string?> _expires = new("--expires")
    {
        HelpName = "DURATION",
        Description = "How long it works, such as 30d, 12h or 1w2d (default: until you revoke it)",
    };

    private readonly Option<string?> _name = new("--name")
    {
        HelpName = "NAME",
        Description = "What list_tokens calls it",
    };

    public CreateTokenCommand(ClientSettings settings)
        : base(
            settings,
            "create_token",
            "Create an API token that may do as much as you, or less",
            "ayb client create_token --database marcua/test.sqlite --read-only --expires 30d",
            "ayb client create_token --name \"nightly report\"")
    {
        Add(_database);
        Add(_readOnly);
        Add(_expires);
        Add(_name);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        using var server = Settings.ConnectWithToken(given);
        var created = await server.Send(
            new Call(HttpMethod.Post, "tokens") { Headers = Headers(given) }, Wire.Default.CreatedToken, cancellationToken);
        output.WriteLine(TerminalText.Escape($"Successfully created token {created.Token}"));
        if (Settings.Shell.Terminal is not null)
        {
            await output.FlushAsync(cancellationToken);
            Settings.Shell.Error.WriteLine("It is shown this once. Keep it like a password; list_tokens and revoke_token know it by its first part.");
        }
    }

    private Dictionary<string, string> Headers(ParseResult given)
    {
        var headers = new Dictionary<string, string>();
        AddIfGiven("database", given.GetValue(_database)?.ToString());
        AddIfGiven("permission-level", given.GetValue(_readOnly) ? "read-only" : null);
        AddIfGiven("expires-in", given.GetValue(_expires));
        AddIfGiven("token-name", given.GetValue(_name));
        return headers;

        void AddIfGiven(string name, string? value)
        {
            if (value is not null)
            {
                headers[name] = value;
            }
        }
    }
}
