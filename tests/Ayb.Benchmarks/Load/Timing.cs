using System.Diagnostics;

namespace Ayb.Benchmarks.Load;

/// <summary>How long single things take, one after another.</summary>
internal static class Timing
{
    /// <returns>Milliseconds.</returns>
    public static async Task<double> OfAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <returns>Milliseconds, of each.</returns>
    public static async Task<IReadOnlyList<double>> OfEachAsync(IEnumerable<Func<Task>> works)
    {
        var times = new List<double>();
        foreach (var work in works)
        {
            times.Add(await OfAsync(work));
        }

        return times;
    }
}
