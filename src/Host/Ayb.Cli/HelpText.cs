using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Ayb.Cli;

/// <summary>The help of a command: what it does, how it is called, and examples.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var isUnknown = parseResult.CommandResult.Command.Subcommands.Count > 0 && parseResult.UnmatchedTokens.Count > 0;
        if (isUnknown)
        {
            Complain(parseResult, parseResult.InvocationConfiguration.Error);
            return CommandLine.WronglyCalled;
        }

        Show(parseResult);
        return 0;
    }

    public static void Show(ParseResult given) =>
        Write(given.CommandResult.Command, given.InvocationConfiguration.Output);

    /// <summary>Says what is wrong with a command line, and how a right one looks.</summary>
    public static void Complain(ParseResult given, TextWriter error)
    {
        var command = given.CommandResult.Command;
        foreach (var message in Problems(given).Distinct())
        {
            error.WriteLine($"Error: {message}");
        }

        if (Meant(given) is { } meant)
        {
            error.WriteLine($"Did you mean '{meant}'?");
        }

        if (StrayOption.In(given) is not null)
        {
            error.WriteLine("If it is no option, put -- before it.");
        }

        error.WriteLine();
        if (given.CommandResult.Tokens.Count == 0 && given.UnmatchedTokens.Count == 0)
        {
            Write(command, error);
            return;
        }

        error.WriteLine($"Usage: {Usage(command)}");
        error.WriteLine($"Try '{Path(command)} --help'.");
    }

    // To ask for help clears what is wrong with the rest, but not the words that nothing was made of.
    private static IEnumerable<string> Problems(ParseResult given) =>
        StrayOption.In(given) is { } stray ? [Unrecognized(stray)]
        : given.Errors.Count > 0 ? given.Errors.Select(Describe)
        : given.UnmatchedTokens.Take(1).Select(Unrecognized);

    private static string Unrecognized(string word) => $"Unrecognized command or argument '{word}'.";

    private static string? Meant(ParseResult given)
    {
        var command = given.CommandResult.Command;
        var stray = StrayOption.In(given) ?? given.UnmatchedTokens.FirstOrDefault(StrayOption.Is);
        return stray is not null ? Misspelling.NearestTo(stray.Split('=', ':')[0], OptionsOf(command))?.Name
            : given.UnmatchedTokens is [var typed, ..] && command.Subcommands.Count > 0
                && Misspelling.NearestTo(typed, command.Subcommands) is { } meant ? Path(meant)
            : null;
    }

    private static string Describe(ParseError problem) => problem.SymbolResult switch
    {
        ArgumentResult { Tokens: [], Parent: CommandResult } missing => $"{Label(missing.Argument)} is missing.",
        _ => problem.Message,
    };

    private static void Write(Command command, TextWriter output)
    {
        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine($"Usage: {Usage(command)}");
        WriteSection(output, "Commands", command.Subcommands.Select(child => (child.Name, child.Description)));
        WriteSection(output, "Arguments", command.Arguments.Select(argument => (Label(argument), argument.Description)));
        WriteSection(output, "Options", OptionsOf(command).Select(option => (Label(option), option.Description)));
        WriteSection(output, "Examples", ((ExampleCommand)command).Examples.Select(example => (example, (string?)null)));
    }

    private static void WriteSection(TextWriter output, string title, IEnumerable<(string Label, string? Text)> lines)
    {
        var rows = lines.ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        var width = rows.Max(row => row.Label.Length);
        output.WriteLine();
        output.WriteLine($"{title}:");
        foreach (var (label, text) in rows)
        {
            output.WriteLine(text is null ? $"  {label}" : $"  {label.PadRight(width)}  {text}");
        }
    }

    private static string Usage(Command command) => string.Join(' ',
    [
        Path(command),
        .. command.Subcommands.Count == 0 ? [] : new[] { command is ExampleCommand { StandsAlone: true } ? "[COMMAND]" : "COMMAND" },
        .. command.Arguments.Select(Label),
        .. command.Options.Where(option => option.Required).Select(Label),
        "[OPTIONS]",
    ]);

    private static string Path(Command command) => string.Join(' ', Line(command).Reverse().Select(one => one.Name));

    private static IEnumerable<Option> OptionsOf(Command command) =>
        Line(command).SelectMany(one => one.Options.Where(option => one == command || option.Recursive));

    private static IEnumerable<Command> Line(Command command)
    {
        for (var one = command; one is not null; one = one.Parents.OfType<Command>().FirstOrDefault())
        {
            yield return one;
        }
    }

    private static string Label(Argument argument)
    {
        var name = argument.HelpName ?? argument.Name;
        return argument.HasDefaultValue || argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : $"<{name}>";
    }

    private static string Label(Option option) =>
        string.Join(", ", [.. option.Aliases.Where(alias => !alias.StartsWith("--", StringComparison.Ordinal)), option.Name])
        + (option.HelpName is { } value ? $" {value}" : "");
}
