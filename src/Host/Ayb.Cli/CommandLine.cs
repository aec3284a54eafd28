using System.CommandLine;
using System.CommandLine.Help;
using Ayb.Cli.Client;
using Ayb.Cli.Server;

namespace Ayb.Cli;

internal static class CommandLine
{
    public const int Failed = 1;
    public const int WronglyCalled = 2;

    // SQL may start with @, which must not be taken for the name of a response file.
    private static readonly ParserConfiguration Parser = new()
    {
        EnablePosixBundling = false,
        ResponseFileTokenReplacer = null,
    };

    public static ExampleCommand Create(Shell shell)
    {
        var root = new ExampleCommand(
            "ayb",
            "Create, share and query databases",
            $"{DefaultServerConfigCommand.Into("ayb.toml")} && ayb server",
            "ayb client --url http://localhost:5433 register marcua marcua@example.org")
        {
            new ServerCommand(shell),
            new DefaultServerConfigCommand(),
            new ClientCommandGroup(shell),
            new Option<bool>("--version") { Description = "Show the version", Action = new VersionText() },
            new HelpOption("--help", ["-h"]) { Description = "Show help, with examples", Action = new HelpText() },
        };
        root.SetAction(HelpText.Show);
        Spellings.AcceptHyphens(root);
        return root;
    }

    public static async Task<int> Run(string[] args, Shell shell)
    {
        try
        {
            var given = Create(shell).Parse(args, Parser);
            if (given.Errors.Count > 0 || (given.Action is not HelpText && StrayOption.In(given) is not null))
            {
                HelpText.Complain(given, shell.Error);
                return WronglyCalled;
            }

            var status = await given.InvokeAsync(new InvocationConfiguration
            {
                Output = shell.Output,
                Error = shell.Error,
                EnableDefaultExceptionHandler = false,
                // Ctrl-C ends a command at once, as it ends any other program; a session handles it itself.
                ProcessTerminationTimeout = null,
            });
            await shell.Output.FlushAsync();
            return status;
        }
        catch (Exception failure)
        {
            // Whatever it was, even a bug.
            shell.Complain(failure);
            return Failed;
        }
    }
}
