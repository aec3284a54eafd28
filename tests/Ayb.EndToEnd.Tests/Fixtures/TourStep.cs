using System.Text.RegularExpressions;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>A command that README.md shows, with what it prints; an ellipsis there stands for anything.</summary>
internal sealed record TourStep(string Command, string Expected)
{
    private const string Ellipsis = "…";

    /// <summary>The commands in the console blocks of a chapter.</summary>
    public static IReadOnlyList<TourStep> Of(string chapter)
    {
        var steps = new List<TourStep>();
        var (current, isConsole) = ("", false);
        foreach (var line in File.ReadLines(Path.Combine(Executables.Repository, "README.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                current = line[3..];
            }
            else if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isConsole = line == "```console" && current == chapter;
            }
            else if (isConsole && line.StartsWith("$ ", StringComparison.Ordinal))
            {
                steps.Add(new TourStep(line[2..], ""));
            }
            else if (isConsole)
            {
                steps[^1] = steps[^1].FollowedBy(line);
            }
        }

        return steps;
    }

    public TourStep At(int port) => this with { Command = Command.Replace(":5433", $":{port}") };

    public bool Matches(string output) => Regex.IsMatch(
        output, $@"\A{Regex.Escape(Expected).Replace(Ellipsis, ".+")}\z", RegexOptions.CultureInvariant);

    private TourStep FollowedBy(string line) => this with { Expected = _started ? $"{Expected}\n{line}" : line, _started = true };

    // An empty first line is not the same as no line.
    private bool _started { get; init; }
}
