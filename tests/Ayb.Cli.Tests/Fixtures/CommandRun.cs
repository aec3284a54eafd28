using System.Text;
using Ayb.Cli.Client.Interactive;

namespace Ayb.Cli.Tests.Fixtures;

/// <summary>The program as a shell would run it, with a home of its own.</summary>
internal sealed class CommandRun(TemporaryFolder home)
{
    public string ConfigurationPath => home.File("ayb/ayb.json");

    public Dictionary<string, string> Environment { get; } = new() { ["XDG_CONFIG_HOME"] = home.Path };

    public string Input { get; set; } = "";

    public ITerminal? Terminal { get; set; }

    /// <summary>Whether standard input is a terminal.</summary>
    public bool IsTypedAt { get; set; }

    /// <summary>Whether standard output is a terminal.</summary>
    public bool IsRead { get; set; }

    /// <summary>Whether standard error is a terminal.</summary>
    public bool IsWatched { get; set; }

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public async Task<CommandResult> Run(params string[] args)
    {
        using var bytes = new MemoryStream();
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var shell = new Shell(new StringReader(Input), output, error, Terminal, Environment.GetValueOrDefault)
        {
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(Input)),
            OpenOutput = () => bytes,
            IsTypedAt = IsTypedAt,
            IsRead = IsRead,
            ShowsProgress = IsWatched,
            Clock = Clock,
        };
        var status = await CommandLine.Run(args, shell);
        return new(status, output + Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }
}

internal sealed record CommandResult(int Status, string Output, string Error);
