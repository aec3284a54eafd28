using System.CommandLine;
using Ayb.Cli.Client.Connection;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Commands;

internal sealed class ListTokensCommand : ClientCommand
{
    private readonly FormatOption _format = new();

    public ListTokensCommand(ClientSettings settings)
        : base(settings, "list_tokens", "List your active API tokens", "ayb client list_tokens")
    {
        Add(_format);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        using var server = Settings.ConnectWithToken(given);
        var answer = await server.Send(new Call(HttpMethod.Get, "tokens"), Wire.Default.TokenList, cancellationToken);
        if (answer.Tokens.Count == 0)
        {
            output.WriteLine("No active API tokens");
            return;
        }

        _format.Chosen(given)(output, new Table(
            ["Short token", "Scope", "Permission", "App", "Created", "Expires"],
            [.. answer.Tokens.Select(token => new[]
            {
                token.ShortToken,
                token.ScopedDatabase,
                token.PermissionLevel,
                token.AppName,
                token.CreatedAt,
                token.ExpiresAt,
            })]));
    }
}
