using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class SetDefaultUrlCommand : ClientCommand
{
    private readonly Argument<string> _url = new("url") { Description = "The server to talk to from now on" };

    public SetDefaultUrlCommand(ClientSettings settings)
        : base(
            settings,
            "set_default_url",
            "Save the server to talk to when none is named",
            "ayb client set_default_url https://ayb.example.org")
    {
        Add(_url);
    }

    protected override Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var url = ServerUrl.Normalize(given.GetRequiredValue(_url));
        var file = Settings.File(given);
        file.Save(file.Load() with { DefaultUrl = url });
        output.WriteLine($"Saved {url} as new default_url");
        return Task.CompletedTask;
    }
}
