using System.CommandLine;

namespace Ayb.Cli.Client;

/// <summary>A command of `ayb client`: it runs to its end, or throws <see cref="CommandFailedException"/>.</summary>
internal abstract class ClientCommand : ExampleCommand
{
    protected ClientCommand(ClientSettings settings, string name, string description, params string[] examples)
        : base(name, description, examples)
    {
        Settings = settings;
        SetAction(async (given, cancellationToken) =>
        {
            await Run(given, given.InvocationConfiguration.Output, cancellationToken);
            settings.RememberFirstUrl(given);
        });
    }

    protected ClientSettings Settings { get; }

    protected abstract Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken);
}
