using Ayb.Benchmarks.Load;

namespace Ayb.Benchmarks.Output;

/// <summary>Who did how much in each race.</summary>
internal static class RaceTable
{
    public static Table Of(params IReadOnlyList<RaceResult> results)
    {
        var table = new Table("work", "by", "median", "spread", "ayb against it");
        foreach (var result in results)
        {
            foreach (var spread in result.Spreads)
            {
                var isFirst = spread == result.Ayb;
                table.Add(
                    isFirst ? result.Work : "",
                    spread.Name,
                    result.Unit.Format(spread.Median),
                    $"{result.Unit.Format(spread.Least)} to {result.Unit.Format(spread.Most)}",
                    isFirst ? "" : RatioTable.Format(result.RatioTo(spread)));
            }
        }

        return table;
    }
}
