using Ayb.Cli.Client.Interactive;

namespace Ayb.Cli.Tests.Fixtures;

/// <summary>The program as a shell would run it, with a home of its own.</summary>
internal sealed class CommandRun(TemporaryFolder home)
{
    public string ConfigurationPath => home.File("ayb/ayb.json");

    public Dictionary<string, string> Environment { get; } = new() { ["XDG_CONFIG_HOME"] = home.Path };

    public string Input { get; set; } = "";

    public ITerminal? Terminal { get; set; }

    public async Task<CommandResult> Run(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var shell = new Shell(new StringReader(Input), output, error, Terminal, Environment.GetValueOrDefault);
        var status = await CommandLine.Run(args, shell);
        return new(status, output.ToString(), error.ToString());
    }
}

internal sealed record CommandResult(int Status, string Output, string Error);
