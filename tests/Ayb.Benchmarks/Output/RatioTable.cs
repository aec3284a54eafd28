using Ayb.Benchmarks.Load;

namespace Ayb.Benchmarks.Output;

/// <summary>All races at one glance.</summary>
internal static class RatioTable
{
    public static Table Of(IReadOnlyList<RaceResult> results)
    {
        var others = results.SelectMany(result => result.Spreads.Skip(1)).Select(spread => spread.Name).Distinct().ToList();
        var table = new Table(["work", "ayb", .. others.Select(other => $"÷ {other}")]);
        foreach (var result in results)
        {
            var ratios = others.Select(other => result.Spreads.FirstOrDefault(spread => spread.Name == other) is { } spread
                ? Format(result.RatioTo(spread))
                : "");
            table.Add([result.Work, result.Unit.Format(result.Ayb.Median), .. ratios]);
        }

        return table;
    }

    public static string Format(double ratio) => $"{Report.Number(ratio, ratio < 10 ? 2 : 0)} ×";
}
