using System.CommandLine;
using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Client.Commands;

internal sealed class LogInCommand : ClientCommand
{
    private readonly Argument<string> _entity = new("entity") { Description = "Who logs in" };

    public LogInCommand(ClientSettings settings)
        : base(settings, "log_in", "Ask for an email to log in with", "ayb client log_in marcua")
    {
        Add(_entity);
    }

    protected override async Task Run(ParseResult given, TextWriter output, CancellationToken cancellationToken)
    {
        var entity = given.GetRequiredValue(_entity);
        using var server = Settings.Connect(given);
        await server.Send(
            new Call(HttpMethod.Post, "log_in") { Headers = { ["entity"] = entity } },
            cancellationToken);
        output.WriteLine($"Check your email to finish logging in {entity}");
    }
}
