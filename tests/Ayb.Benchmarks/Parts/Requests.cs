using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Output;
using Ayb.Benchmarks.Servers;
using Ayb.Testing;

namespace Ayb.Benchmarks.Parts;

internal sealed class Requests : IPart
{
    private const string Database = "items";
    private const int Connections = 32;

    public string Name => "requests";

    public string Summary => $"Reads over {Connections} connections, beside an endpoint that does nothing";

    public async Task RunAsync(BenchmarkRun run)
    {
        using var folder = new TestFolder();
        await using var server = await AybServer.StartAsync(folder);
        await server.CreateWithItemsAsync(Database, Items.Few);
        using var sqlite = new InProcess(Path.Combine(folder.Path, "in-process.sqlite"), Items.Few);
        var ayb = server.WithItems(Database);
        await sqlite.CompareAsync(ayb.SelectById(Items.Middle), server.Http);
        await sqlite.CompareAsync(ayb.SelectHundred, server.Http);
        await using var peers = await run.StartPeersAsync();

        IReadOnlyList<int> scattered = Items.Scattered(Items.Few);
        var hello = await Contestant.OverHttpAsync("hello endpoint", Connections, server.Hello);
        run.Report.Table(RaceTable.Of(
            await RaceAsync("point SELECT", sqlite.SelectById(Items.Middle), item => [item.SelectById(Items.Middle)]),
            await RaceAsync("point SELECT, a row after another", sqlite.SelectById(scattered), item => [.. scattered.Select(item.SelectById)]),
            await run.RaceAsync("the same by JSON with parameters", Unit.RequestsPerSecond, [
                await Contestant.OverHttpAsync(ayb.Name, Connections, [.. scattered.Select(id => server.SelectByParameter(Database, id))]),
                hello,
                sqlite.SelectById(scattered)]),
            await RaceAsync("SELECT of 100 rows", sqlite.Select(Items.SelectHundred), item => [item.SelectHundred])));

        async Task<RaceResult> RaceAsync(string work, Contestant inProcess, Func<ItemServer, IReadOnlyList<Call>> calls)
        {
            List<Contestant> contestants = [await Contestant.OverHttpAsync(ayb.Name, Connections, calls(ayb)), hello, inProcess];
            foreach (var peer in peers.Servers)
            {
                contestants.Add(await Contestant.OverHttpAsync(peer.Name, Connections, calls(peer)));
            }

            return await run.RaceAsync(work, Unit.RequestsPerSecond, contestants);
        }
    }
}
