using System.Globalization;
using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Output;
using Ayb.Benchmarks.Servers;
using Ayb.Testing;

namespace Ayb.Benchmarks.Parts;

internal sealed class ManyOpen : IPart
{
    public string Name => "many";

    public string Summary => "Many databases open at once, a worker each";

    public async Task RunAsync(BenchmarkRun run)
    {
        var count = run.Pace.OpenDatabases;
        var names = Enumerable.Range(0, count).Select(number => $"open{number.ToString(CultureInfo.InvariantCulture)}").ToList();
        using var folder = new TestFolder();
        run.Begin($"making {count} databases");
        await using var server = await AybServer.StartAsync(folder);
        foreach (var name in names)
        {
            await server.CreateWithItemsAsync(name, rows: 100);
        }

        run.Begin($"opening {count} databases");
        await server.RestartAsync();
        var (available, host) = (KernelView.Available, server.Host.Resident);
        var first = await QueryEachAsync(server, names);
        var second = await QueryEachAsync(server, names);
        var workers = server.Host.Children;
        if (workers.Count != count)
        {
            throw new WrongAnswerException($"Of {count} databases {workers.Count} are open.");
        }

        var table = new Table("what", "measured");
        table.Add("databases open", Report.Number(count));
        table.Add("first query of each, median", Report.Time(Spread.Quantile(first, 0.5)));
        table.Add("first query of each, 99th percentile", Report.Time(Spread.Quantile(first, 0.99)));
        table.Add("next query of each, median", Report.Time(Spread.Quantile(second, 0.5)));
        table.Add("next query of each, 99th percentile", Report.Time(Spread.Quantile(second, 0.99)));
        table.Add("host, resident before", Report.Memory(host));
        table.Add("host, resident", Report.Memory(server.Host.Resident));
        table.Add("host, threads", Report.Number(server.Host.Threads));
        table.Add("workers, resident, all together", Report.Memory(workers.Sum(worker => worker.Resident)));
        table.Add("workers, resident, the largest", Report.Memory(workers.Max(worker => worker.Resident)));
        table.Add("taken of the machine's memory", Report.Memory(available - KernelView.Available));
        run.Report.Table(table);
    }

    private static Task<IReadOnlyList<double>> QueryEachAsync(AybServer server, IEnumerable<string> databases) => Timing.OfEachAsync(
        databases.Select<string, Func<Task>>(database => () => server.WithItems(database).SelectHundred.SendAsync(server.Http)));
}
