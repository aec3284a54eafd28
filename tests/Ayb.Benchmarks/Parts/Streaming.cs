using Ayb.Benchmarks.Formats;
using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Output;
using Ayb.Benchmarks.Servers;
using Ayb.Testing;

namespace Ayb.Benchmarks.Parts;

internal sealed class Streaming : IPart
{
    private const string Database = "items";

    public string Name => "stream";

    public string Summary => "Many rows in one answer, and the memory that it takes";

    public async Task RunAsync(BenchmarkRun run)
    {
        var rows = run.Pace.StreamedRows;
        using var folder = new TestFolder();
        await using var server = await AybServer.StartAsync(folder);
        await server.CreateWithItemsAsync(Database, rows);
        using var sqlite = new InProcess(Path.Combine(folder.Path, "in-process.sqlite"), rows);

        using var json = new JsonFormat();
        using var ndjson = new NdjsonFormat();

        var memory = new Table("rows", "host before", "host at most", "worker before", "worker at most");
        foreach (var part in (int[])[rows / 100, rows / 10, rows])
        {
            await AddMemoryAsync(memory, server, new RowStream(server, Database, sqlite, json, part), part);
        }

        var results = new List<RaceResult>();
        foreach (var format in (IAnswerFormat[])[json, ndjson, new CsvFormat()])
        {
            var stream = new RowStream(server, Database, sqlite, format, rows);
            await stream.CheckAsync();
            results.Add(await run.RaceAsync($"stream of {Report.Number(rows)} rows, {format.MediaType}", Unit.RowsPerSecond, stream.Contestants()));
        }

        run.Report.Table(RaceTable.Of(results));
        run.Report.Table(memory);
    }

    private static async Task AddMemoryAsync(Table memory, AybServer server, RowStream stream, int rows)
    {
        await stream.CheckAsync();
        var (host, worker) = (server.Host, server.Host.Children.Single());
        var (hostBefore, workerBefore) = (host.Resident, worker.Resident);
        host.ForgetPeak();
        worker.ForgetPeak();
        await stream.ReadAsync();
        memory.Add(Report.Number(rows), Report.Memory(hostBefore), Report.Memory(host.Peak), Report.Memory(workerBefore), Report.Memory(worker.Peak));
    }
}
