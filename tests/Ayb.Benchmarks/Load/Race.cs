namespace Ayb.Benchmarks.Load;

/// <summary>Contestants who take turns, so that what disturbs the machine disturbs all of them.</summary>
internal static class Race
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public static async Task<RaceResult> RunAsync(string work, Unit unit, IReadOnlyList<Contestant> contestants, int rounds, TimeSpan turn, CancellationToken stopping)
    {
        foreach (var contestant in contestants)
        {
            stopping.ThrowIfCancellationRequested();
            await contestant.MeasureAsync(WarmUp);
        }

        var turns = contestants.ToDictionary(contestant => contestant.Name, _ => new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var contestant in contestants)
            {
                stopping.ThrowIfCancellationRequested();
                turns[contestant.Name].Add(await contestant.MeasureAsync(turn));
            }
        }

        return new RaceResult(work, unit, [.. contestants.Select(contestant => Spread.Of(contestant.Name, turns[contestant.Name]))]);
    }
}
