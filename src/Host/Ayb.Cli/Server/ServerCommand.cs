using System.CommandLine;

namespace Ayb.Cli.Server;

internal sealed class ServerCommand : ExampleCommand
{
    private const string DefaultFile = "./ayb.toml";

    private readonly Shell _shell;
    private readonly Option<string?> _config = new("--config")
    {
        Recursive = true,
        HelpName = "FILE",
        Description = $"The server's configuration (environment: AYB_SERVER_CONFIG_FILE; default: {DefaultFile})",
    };

    public ServerCommand(Shell shell)
        : base("server", "Run a server", "ayb server", "ayb server --config /etc/ayb/ayb.toml")
    {
        _shell = shell;
        StandsAlone = true;
        Add(_config);
        Add(new RestoreServerCommand(this));
        SetAction(given => Become(given));
    }

    /// <summary>Lets the server take this process over.</summary>
    public void Become(ParseResult given, params string[] verb)
    {
        var named = given.GetValue(_config) ?? _shell.Variable("AYB_SERVER_CONFIG_FILE");
        if (named is not null && !File.Exists(named))
        {
            throw new CommandFailedException(
                $"There is no configuration file {named}. To write one: ayb default_server_config > ayb.toml");
        }

        // Without any file the environment may still hold every setting: the host decides.
        var file = named ?? (File.Exists(DefaultFile) ? DefaultFile : null);
        HostProcess.Become(file is null ? verb : [.. verb, "--config", file]);
    }
}
