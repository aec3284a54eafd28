using System.CommandLine;

namespace Ayb.Cli.Server;

internal sealed class ServerCommand : ExampleCommand
{
    private const string DefaultFile = "./ayb.toml";

    private readonly Shell _shell;
    private readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = $"The server's configuration (environment: AYB_SERVER_CONFIG_FILE; default: {DefaultFile})",
    };

    public ServerCommand(Shell shell)
        : base("server", "Run a server", "ayb server", "ayb server --config /etc/ayb/ayb.toml")
    {
        _shell = shell;
        Add(_config);
        SetAction(Run);
    }

    private void Run(ParseResult given)
    {
        var named = given.GetValue(_config) ?? _shell.Variable("AYB_SERVER_CONFIG_FILE");
        if (named is not null && !File.Exists(named))
        {
            throw new CommandFailedException(
                $"There is no configuration file {named}. To write one: ayb default_server_config > ayb.toml");
        }

        // Without any file the environment may still hold every setting: the host decides.
        var file = named ?? (File.Exists(DefaultFile) ? DefaultFile : null);
        HostProcess.Become(file is null ? [] : ["--config", file]);
    }
}
