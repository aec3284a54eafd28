using System.Diagnostics;

namespace Ayb.Benchmarks.Load;

/// <summary>Somebody who does the work of a race for the length of a turn.</summary>
/// <param name="MeasureAsync">Returns the turn's result in the unit of the race.</param>
internal sealed record Contestant(string Name, Func<TimeSpan, Task<double>> MeasureAsync)
{
    /// <summary>A server under the load of wrk, once it has answered each of the calls rightly.</summary>
    public static async Task<Contestant> OverHttpAsync(string name, int connections, params IReadOnlyList<Call> calls)
    {
        using var http = new HttpClient();
        foreach (var call in calls)
        {
            await call.SendAsync(http);
        }

        return new Contestant(name, async turn => (await Wrk.RunAsync(calls, connections, turn)).PerSecond);
    }

    /// <summary>Code of this process, on one thread.</summary>
    /// <param name="name">As the report calls it.</param>
    /// <param name="work">Takes how often it has run before.</param>
    public static Contestant InProcess(string name, Action<int> work) => new(name, turn =>
    {
        var start = Stopwatch.GetTimestamp();
        var times = 0;
        do
        {
            work(times++);
        }
        while (Stopwatch.GetElapsedTime(start) < turn);

        return Task.FromResult(times / Stopwatch.GetElapsedTime(start).TotalSeconds);
    });
}
