using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Output;
using Ayb.Benchmarks.Servers;
using Ayb.Testing;

namespace Ayb.Benchmarks.Parts;

internal sealed class Inserts : IPart
{
    private const string Database = "items";

    private static readonly IReadOnlyList<int> Clients = [1, 32, 256];

    public string Name => "inserts";

    public string Summary => "Durable INSERTs of one row each, every one a request and a commit of its own";

    public async Task RunAsync(BenchmarkRun run)
    {
        using var folder = new TestFolder();
        await using var server = await AybServer.StartAsync(folder);
        await server.CreateWithItemsAsync(Database, Items.Few);
        using var sqlite = new InProcess(Path.Combine(folder.Path, "in-process.sqlite"), Items.Few);
        await using var peers = await run.StartPeersAsync();
        var ayb = new InsertTally(server.WithItems(Database));
        var others = peers.Servers.Where(peer => peer.Insert is not null).Select(peer => new InsertTally(peer)).ToList();

        var results = new List<RaceResult>();
        foreach (var clients in Clients)
        {
            results.Add(await run.RaceAsync(
                $"INSERT, {clients} client{(clients == 1 ? "" : "s")}",
                Unit.RequestsPerSecond,
                [ayb.Over(clients), sqlite.Insert(), .. others.Select(other => other.Over(clients))]));
        }

        foreach (var tally in others.Prepend(ayb))
        {
            await tally.CheckAsync();
        }

        run.Report.Table(RaceTable.Of(results));
    }
}
