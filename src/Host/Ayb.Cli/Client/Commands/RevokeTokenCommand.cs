using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class RevokeTokenCommand : ClientCommand
{
    private readonly Argument<string> _shortToken = new("short_token")
    {
        Description = "Which token, as list_tokens shows it, or the whole of it",
    };

    public RevokeTokenCommand(ClientSettings settings)
        : base(settings, "revoke_token", "Revoke one of your API tokens", "ayb client revoke_token 8HkzXq2a")
    {
        Add(_shortToken);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var shortToken = ShortPart(given.GetRequiredValue(_shortToken));
        using var server = Settings.ConnectWithToken(given);
        await server.Send(new Call(HttpMethod.Delete, "tokens", shortToken), cancellationToken);
        output.WriteLine($"Successfully revoked token {shortToken}");
    }

    /// <summary>Of a whole token, which is a secret and is shown to nobody, what it is listed by.</summary>
    private static string ShortPart(string token) => token.Split('_', 3) is ["ayb", var shortPart, _] ? shortPart : token;
}
