using System.Text;
using Ayb.Cli.Client.Interactive;

namespace Ayb.Cli;

/// <summary>
/// What surrounds a run of the program: its streams, its environment, and the terminal
/// when a person sits at both ends of it.
/// </summary>
internal sealed record Shell(
    TextReader Input,
    TextWriter Output,
    TextWriter Error,
    ITerminal? Terminal,
    Func<string, string?> Environment)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    // Console.In and Console.Out would load terminfo and install signal handlers; bare streams start in no time.
    public static Shell OfThisProcess() => new(
        new StreamReader(Console.OpenStandardInput(), Utf8),
        new StreamWriter(Console.OpenStandardOutput(), Utf8, bufferSize: 16 * 1024),
        new StreamWriter(Console.OpenStandardError(), Utf8) { AutoFlush = true },
        Console.IsInputRedirected || Console.IsOutputRedirected ? null : new UnixTerminal(),
        System.Environment.GetEnvironmentVariable)
    {
        IsTypedAt = !Console.IsInputRedirected,
        IsRead = !Console.IsOutputRedirected,
        ShowsProgress = !Console.IsErrorRedirected,
    };

    /// <summary>Standard input for what is not text.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Standard output for what is not text.</summary>
    public Func<Stream> OpenOutput { get; init; } = Console.OpenStandardOutput;

    /// <summary>Standard input is a terminal.</summary>
    public bool IsTypedAt { get; init; }

    /// <summary>Standard output is a terminal.</summary>
    public bool IsRead { get; init; }

    /// <summary>Somebody watches where errors go.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>Where progress is shown; <c>null</c> when nobody watches.</summary>
    public TextWriter? Watched => ShowsProgress ? Error : null;

    /// <summary>The same for what passes through standard output, where progress would wipe out the last line of it.</summary>
    public TextWriter? WatchedBesideOutput => IsRead ? null : Watched;

    /// <summary>The same for what comes by standard input, where progress would wipe out what is typed.</summary>
    public TextWriter? WatchedBesideInput => IsTypedAt ? null : Watched;

    /// <summary>The time, and the zone in which people here mean it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whoever sits at standard input is not left to guess what is waited for.</summary>
    public void InviteInput()
    {
        if (IsTypedAt)
        {
            Error.WriteLine("Reading from the terminal; end with Ctrl-D on a line of its own");
        }
    }

    /// <summary>Tells the person at the keyboard what went wrong: a sentence, and never a stack trace.</summary>
    public void Complain(Exception failure)
    {
        Error.WriteLine($"Error: {failure.Message}");
        if (failure is CommandFailedException { Hint: { } hint })
        {
            Error.WriteLine($"Hint: {hint}");
        }
    }

    /// <summary>An environment variable; one that is empty counts as absent.</summary>
    public string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;
}
