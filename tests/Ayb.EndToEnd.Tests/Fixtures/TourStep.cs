using System.Text.RegularExpressions;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>A command that README.md shows, with the lines that it prints; an ellipsis in one stands for anything.</summary>
internal sealed record TourStep(string Command, List<string> Lines)
{
    private const string Ellipsis = "…";

    /// <summary>The commands in the console blocks of a chapter.</summary>
    public static IReadOnlyList<TourStep> Of(string chapter)
    {
        var steps = new List<TourStep>();
        var (isChapter, isConsole) = (false, false);
        foreach (var line in File.ReadLines(Path.Combine(Executables.Repository, "README.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                isChapter = line[3..] == chapter;
            }
            else if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isConsole = isChapter && line == "```console";
            }
            else if (isConsole && line.StartsWith("$ ", StringComparison.Ordinal))
            {
                steps.Add(new TourStep(line[2..], []));
            }
            else if (isConsole)
            {
                steps[^1].Lines.Add(line);
            }
        }

        return steps;
    }

    public TourStep At(int port) => this with { Command = Command.Replace(":5433", $":{port}") };

    public bool Matches(string output) => Regex.IsMatch(
        output, $@"\A{Regex.Escape(string.Join('\n', Lines)).Replace(Ellipsis, ".+")}\z", RegexOptions.CultureInvariant);
}
