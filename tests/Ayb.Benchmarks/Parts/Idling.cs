using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Output;
using Ayb.Benchmarks.Servers;
using Ayb.Testing;

namespace Ayb.Benchmarks.Parts;

internal sealed class Idling : IPart
{
    private const string Database = "items";
    private const int Commands = 21;

    public string Name => "idle";

    public string Summary => "An idle server, and the time of a command";

    public async Task RunAsync(BenchmarkRun run)
    {
        using var folder = new TestFolder();
        await using var server = await AybServer.StartAsync(folder);
        var table = new Table("what", "measured");
        table.Add("host, resident, no database open", Report.Memory(server.Host.Resident));
        await server.CreateWithItemsAsync(Database, Items.Few);
        await server.WithItems(Database).SelectById(Items.Middle).SendAsync(server.Http);
        table.Add("host, resident, one database open", Report.Memory(server.Host.Resident));
        table.Add("worker, resident", Report.Memory(server.Host.Children.Single().Resident));

        var times = await Timing.OfEachAsync(Enumerable.Repeat(() => ListAsync(server, folder), Commands));
        table.Add($"ayb client list, start to end, median of {Commands}", Report.Time(Spread.Quantile(times, 0.5)));
        run.Report.Table(table);
    }

    private static async Task ListAsync(AybServer server, TestFolder folder)
    {
        var run = await ProcessRun.OfAsync(
            Executables.Ayb, folder.Path, arguments: ["client", "--url", server.Http.BaseAddress!.ToString(), "--token", server.Token, "list", "bench"]);
        if (run.ExitCode != 0 || !run.Output.Contains(Database, StringComparison.Ordinal))
        {
            throw WrongAnswerException.To("ayb client list", run.Output + run.Error);
        }
    }
}
