using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Output;
using Ayb.Benchmarks.Peers;

namespace Ayb.Benchmarks;

/// <summary>What the parts share: their pace, the servers to compare with, and the report.</summary>
internal sealed class BenchmarkRun(Pace pace, Report report, IReadOnlyList<InstalledPeer> peers, CancellationToken stopping)
{
    private readonly List<RaceResult> _results = [];

    public Pace Pace => pace;

    public Report Report => report;

    /// <summary>Ends the run, with all that it has started: Ctrl-C.</summary>
    public CancellationToken Stopping => stopping;

    /// <summary>Says what is going on, unless nothing shall any more.</summary>
    public void Begin(string step)
    {
        stopping.ThrowIfCancellationRequested();
        report.Progress(step);
    }

    public Task<RunningPeers> StartPeersAsync() => RunningPeers.StartAsync(peers, report);

    /// <summary>Lets the contestants take turns. The first is ayb, which the others are compared with.</summary>
    public async Task<RaceResult> RaceAsync(string work, Unit unit, IReadOnlyList<Contestant> contestants)
    {
        Begin(work);
        return Add(await Race.RunAsync(work, unit, contestants, pace.Rounds, pace.Turn, stopping));
    }

    public RaceResult Add(RaceResult result)
    {
        _results.Add(result);
        return result;
    }

    public void ReportRatios()
    {
        if (_results.Count > 0)
        {
            report.Heading("Ratios");
            report.Line("How many times as fast ayb is as the others, by the medians above.");
            report.Table(RatioTable.Of(_results));
        }
    }
}
