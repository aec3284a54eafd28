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
        var file = named ?? DefaultFile;
        if (File.Exists(file))
        {
            HostProcess.Become([.. verb, "--config", file]);
        }

        if (named is not null || !IsInEnvironment)
        {
            throw new CommandFailedException(
                $"There is no configuration file {file}. To write one: {DefaultServerConfigCommand.Into(file)}");
        }

        HostProcess.Become(verb);
    }

    /// <summary>Every setting may be a variable instead; whether all are there that have to be, the host knows.</summary>
    private static bool IsInEnvironment =>
        Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(name => name.StartsWith("AYB__", StringComparison.OrdinalIgnoreCase));
}
