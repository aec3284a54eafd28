using System.Diagnostics;
using System.Text.Json;
using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Output;
using Ayb.Benchmarks.Servers;
using Ayb.Testing;

namespace Ayb.Benchmarks.Parts;

/// <summary>What takes as long as a database is large, while somebody writes to it and somebody reads.</summary>
internal sealed class Large : IPart
{
    private const string Nothing = "nothing else";

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly Table _table = new("work", "time", "megabytes/s", "host at most", "worker at most", "writer waited at most", "reader waited at most");

    public string Name => "large";

    public string Summary => "A large database, and who writes and reads meanwhile";

    public async Task RunAsync(BenchmarkRun run)
    {
        using var folder = new TestFolder();
        await using var server = await AybServer.StartAsync(
            folder, new KeyValuePair<string, string>("AYB__SNAPSHOTS__FILE__PATH", Path.Combine(folder.Path, "objects")));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Http.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
        run.Begin($"making a database of {run.Pace.LargeMegabytes} megabytes");
        var database = await LargeDatabase.CreateAsync(server, run.Pace.LargeMegabytes);

        await MeasureAsync(Nothing, () => WaitAsync(run.Stopping));
        var taken = await MeasureAsync("snapshot", () => server.TakeSnapshot(LargeDatabase.Name).SendAsync(http));
        var id = JsonElement.Parse(taken).GetProperty("snapshot_id").GetString()!;
        await MeasureAsync("restore", () => server.RestoreSnapshot(LargeDatabase.Name, id).SendAsync(http));
        await database.CheckAsync();
        var file = Path.Combine(folder.Path, "exported.sqlite");
        await MeasureAsync("export", () => DoneAsync(server.ExportAsync(http, LargeDatabase.Name, file)));
        await MeasureAsync("import of a new one", () => DoneAsync(server.ImportAsync(http, "another", file)));
        await MeasureAsync("import in its place", () => DoneAsync(server.ImportAsync(http, LargeDatabase.Name, file)));
        await database.CheckAsync();
        run.Report.Line($"The database has {Report.Number(run.Pace.LargeMegabytes)} megabytes.");
        run.Report.Table(_table);

        async Task<string> MeasureAsync(string work, Func<Task<string>> workAsync)
        {
            run.Begin(work);
            var memory = new PeakMemory(server.Host);
            var (writer, reader) = (new Bystander(http, _ => database.Write), new Bystander(http, database.Read));
            var start = Stopwatch.GetTimestamp();
            var answer = await workAsync();
            var time = Stopwatch.GetElapsedTime(start);
            var (host, worker) = await memory.StopAsync();
            _table.Add(
                work,
                $"{Report.Number(time.TotalSeconds, 1)} s",
                work == Nothing ? "" : Report.Number(run.Pace.LargeMegabytes / time.TotalSeconds),
                Report.Memory(host),
                Report.Memory(worker),
                Report.Time(await writer.StopAsync()),
                Report.Time(await reader.StopAsync()));
            return answer;
        }
    }

    private static async Task<string> DoneAsync(Task work)
    {
        await work;
        return "";
    }

    private static async Task<string> WaitAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Quiet);
        await timer.WaitForNextTickAsync(stopping);
        return "";
    }
}
