using System.Diagnostics;
using System.Globalization;
using Ayb.Benchmarks.Formats;
using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Output;
using Ayb.Benchmarks.Servers;
using Ayb.Benchmarks.Sqlite;
using Ayb.Testing;

namespace Ayb.Benchmarks.Parts;

internal sealed class Opening : IPart
{
    public string Name => "open";

    public string Summary => "The first row of a database that is not open";

    public async Task RunAsync(BenchmarkRun run)
    {
        using var folder = new TestFolder();
        var names = Enumerable.Range(0, run.Pace.ColdDatabases + 1).Select(number => $"cold{number.ToString(CultureInfo.InvariantCulture)}").ToList();
        run.Begin($"{names.Count} databases, each opened by its first query");
        await using var server = await AybServer.StartAsync(folder);
        foreach (var name in names)
        {
            await server.CreateWithItemsAsync(name, Items.Few);
        }

        await server.RestartAsync();

        // A server that has served nothing yet is a different measurement: the first one warms the host, and does not count.
        var times = await Timing.OfEachAsync(names.Select(name => server.WithItems(name).SelectById(Items.Middle))
            .Select<Call, Func<Task>>(call => () => call.SendAsync(server.Http)));

        run.Report.Table(RaceTable.Of(run.Add(new RaceResult(
            "cold open to first row",
            Unit.Milliseconds,
            [Spread.Of("ayb", [.. times.Skip(1)]), Spread.Of(InProcess.Name, [.. OpenInProcess(folder, times.Count).Skip(1)])]))));
    }

    private static IEnumerable<double> OpenInProcess(TestFolder folder, int times)
    {
        var path = Path.Combine(folder.Path, "in-process.sqlite");
        new InProcess(path, Items.Few).Dispose();
        using var json = new JsonFormat();
        var answer = new Answer();
        for (var time = 0; time < times; time++)
        {
            var start = Stopwatch.GetTimestamp();
            using var connection = new Connection(path);
            using var statement = connection.Prepare(Items.SelectById(Items.Middle));
            answer.Write(statement, json, _ => { });
            yield return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }
}
