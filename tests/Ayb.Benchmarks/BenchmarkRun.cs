using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Output;
using Ayb.Benchmarks.Peers;

namespace Ayb.Benchmarks;

/// <summary>What the parts share: their pace, the servers to compare with, and the report.</summary>
internal sealed class BenchmarkRun(Pace pace, Report report, IReadOnlyList<InstalledPeer> peers)
{
    private readonly List<RaceResult> _results = [];

    public Pace Pace => pace;

    public Report Report => report;

    public Task<RunningPeers> StartPeersAsync() => RunningPeers.StartAsync(peers, report);

    /// <summary>Lets the contestants take turns. The first is ayb, which the others are compared with.</summary>
    public async Task<RaceResult> RaceAsync(string work, Unit unit, IReadOnlyList<Contestant> contestants)
    {
        report.Progress(work);
        return Add(await Race.RunAsync(work, unit, contestants, pace.Rounds, pace.Turn));
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
