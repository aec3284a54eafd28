using System.CommandLine;
using Ayb.Cli.Client.Commands;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client;

/// <summary>Where the server is and who is asking: flags win over the environment, and that over what was saved.</summary>
internal sealed class ClientSettings(Shell shell)
{
    private static readonly string[] ProxyVariables =
        ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

    public Shell Shell => shell;

    public Option<string?> Config { get; } = new("--config")
    {
        HelpName = "FILE",
        Description = "Saved settings (environment: AYB_CLIENT_CONFIG_FILE)",
        Recursive = true,
    };

    public Option<string?> Url { get; } = new("--url")
    {
        HelpName = "URL",
        Description = "The server (environment: AYB_SERVER_URL); the first one used becomes the default",
        Recursive = true,
    };

    public Option<string?> Token { get; } = new("--token")
    {
        HelpName = "TOKEN",
        Description = "An API token instead of the saved one (environment: AYB_API_TOKEN)",
        Recursive = true,
    };

    public ConfigurationFile File(ParseResult given) => new(
        given.GetValue(Config)
        ?? shell.Variable("AYB_CLIENT_CONFIG_FILE")
        ?? ConfigurationFile.DefaultPath(shell));

    /// <summary>The server to talk to, with a token if one is known.</summary>
    public AybServer Connect(ParseResult given)
    {
        var file = File(given);
        var saved = file.Load();
        var url = GivenUrl(given) ?? saved.DefaultUrl ?? throw new CommandFailedException(
            "Which server? Name it with --url or AYB_SERVER_URL, or save it with: ayb client set_default_url URL");
        var token = given.GetValue(Token) ?? shell.Variable("AYB_API_TOKEN") ?? saved.Authentication.GetValueOrDefault(url);
        return new AybServer(url, token is "" ? null : token, shell, throughProxy: ProxyVariables.Any(name => shell.Variable(name) is not null));
    }

    /// <summary>The server to talk to as somebody in particular.</summary>
    public AybServer ConnectWithToken(ParseResult given)
    {
        if (given.GetValue(Token) is "")
        {
            throw new CommandFailedException("The token after --token is empty. Without --token the saved one counts.");
        }

        var server = Connect(given);
        return server.HasToken
            ? server
            : throw new CommandFailedException(
                $"You are not logged in to {server.Url}. Log in with: ayb client log_in ENTITY, or give a token with --token or AYB_API_TOKEN");
    }

    /// <summary>What somebody here means by a version, see <see cref="WrittenVersion"/>.</summary>
    public string ToExact(string version) => WrittenVersion.ToExact(version, shell.Clock.LocalTimeZone);

    public void RememberFirstUrl(ParseResult given)
    {
        if (GivenUrl(given) is { } url)
        {
            var file = File(given);
            var saved = file.Load();
            if (saved.DefaultUrl is null)
            {
                file.Save(saved with { DefaultUrl = url });
            }
        }
    }

    private string? GivenUrl(ParseResult given) =>
        (given.GetValue(Url) ?? shell.Variable("AYB_SERVER_URL")) is { } url ? ServerUrl.Normalize(url) : null;
}
