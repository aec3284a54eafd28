using System.Globalization;
using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Output;
using Ayb.Benchmarks.Servers;
using Ayb.Testing;

namespace Ayb.Benchmarks.Parts;

/// <summary>One account with ever more databases, of which one is open.</summary>
internal static class GrowthByDatabases
{
    private const string Queried = "queried";
    private const int Queries = 500;
    private const int Lists = 11;

    public static async Task RunAsync(BenchmarkRun run)
    {
        using var folder = new TestFolder();
        await using var server = await AybServer.StartAsync(folder);
        var table = new Table("databases", "create one", "query one", "list all", "host, resident");
        var creations = new List<double> { await Timing.OfAsync(() => server.CreateWithItemsAsync(Queried, Items.Few)) };
        foreach (var count in run.Pace.DatabaseCounts)
        {
            run.Begin($"{count} databases");
            while (creations.Count < count)
            {
                var name = $"other{creations.Count.ToString(CultureInfo.InvariantCulture)}";
                creations.Add(await Timing.OfAsync(() => server.CreateAsync(name)));
            }

            var queries = await RepeatAsync(server.WithItems(Queried).SelectById(Items.Middle), Queries);
            var lists = await RepeatAsync(server.List(count), Lists);
            table.Add(
                Report.Number(count),
                count == 1 ? "" : Report.Time(Spread.Quantile([.. creations.TakeLast(count / 2)], 0.5)),
                Report.Time(Spread.Quantile(queries, 0.5)),
                Report.Time(Spread.Quantile(lists, 0.5)),
                Report.Memory(server.Host.Resident));

            Task<IReadOnlyList<double>> RepeatAsync(Call call, int times) =>
                Timing.OfEachAsync(Enumerable.Repeat<Func<Task>>(() => call.SendAsync(server.Http), times));
        }

        run.Report.Table(table);
    }
}
