using System.CommandLine;
using Ayb.Benchmarks.Output;
using Ayb.Benchmarks.Parts;
using Ayb.Benchmarks.Peers;

namespace Ayb.Benchmarks;

/// <summary>The command line: which parts to measure, and how long.</summary>
internal sealed class BenchmarkCommand : RootCommand
{
    private const string About =
        """
        Measures the built server, and prints Markdown tables.

        Needs the executables (src/build.sh) and wrk. Everything lies in the folder for temporary files: TMPDIR chooses the disk.

        Examples:
          dotnet run -c Release --project tests/Ayb.Benchmarks
          dotnet run -c Release --project tests/Ayb.Benchmarks -- --quick
          dotnet run -c Release --project tests/Ayb.Benchmarks -- --only requests,inserts --without-peers
          dotnet run -c Release --project tests/Ayb.Benchmarks -- --only growth > growth.md
          dotnet run -c Release --project tests/Ayb.Benchmarks -- --only large --megabytes 5000

        Parts:
        """;

    private static readonly IReadOnlyList<IPart> Parts =
        [new Requests(), new Streaming(), new Inserts(), new Opening(), new Idling(), new ManyOpen(), new Growth(), new Large()];

    private readonly Option<string> _only = new("--only") { Description = "The parts to measure, with commas between.", HelpName = "parts" };

    private readonly Option<bool> _quick = new("--quick") { Description = "Short and small runs: to see that it works, not to publish." };

    private readonly Option<bool> _withoutPeers = new("--without-peers") { Description = "Leave out servers by others." };

    private readonly Option<int?> _megabytes = new("--megabytes") { Description = "The size of the part 'large'.", HelpName = "number" };

    public BenchmarkCommand()
        : base($"{About}\n{string.Join('\n', Parts.Select(part => $"  {part.Name,-10} {part.Summary}"))}")
    {
        _only.Validators.Add(result =>
        {
            foreach (var name in Names(result.GetValueOrDefault<string>()).Where(name => Parts.All(part => part.Name != name)))
            {
                result.AddError($"There is no part '{name}'. There are {string.Join(", ", Parts.Select(part => part.Name))}.");
            }
        });
        Options.Add(_only);
        Options.Add(_quick);
        Options.Add(_withoutPeers);
        Options.Add(_megabytes);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var chosen = Names(arguments.GetValue(_only));
        var pace = arguments.GetValue(_quick) ? Pace.Quick : Pace.Full;
        pace = pace with { LargeMegabytes = arguments.GetValue(_megabytes) ?? pace.LargeMegabytes };
        var report = new Report(Console.Out, Console.Error);
        report.Heading("Benchmarks of ayb");
        report.Table(await Machine.DescribeAsync(pace));

        var peers = arguments.GetValue(_withoutPeers) ? [] : await InstalledPeers.FindAsync(report);
        var run = new BenchmarkRun(pace, report, peers, cancellationToken);
        foreach (var part in Parts.Where(part => chosen.Length == 0 || chosen.Contains(part.Name)))
        {
            report.Heading(part.Summary);
            try
            {
                await part.RunAsync(run);
            }
            catch (Exception failure) when (failure is WrongAnswerException or FileNotFoundException)
            {
                report.Progress($"stopped: {failure.Message}");
                return 1;
            }
        }

        run.ReportRatios();
        return 0;
    }

    private static string[] Names(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
