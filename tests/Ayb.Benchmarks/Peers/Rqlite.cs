using System.Text.Json;
using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Servers;

namespace Ayb.Benchmarks.Peers;

/// <summary>https://rqlite.io, a cluster of one node. It reads what the node has, its fastest way.</summary>
internal sealed class Rqlite : IPeer
{
    public string Name => "rqlite";

    public Task<(string? Executable, string Absence)> FindAsync() => SearchPath.FindPeer("rqlited");

    public Task<PeerProcess> StartAsync(string executable, string folder) =>
        PeerProcess.StartAsync(executable, folder, "/readyz", address =>
            ["-node-id", "1", "-http-addr", address.ToString(), "-raft-addr", PeerProcess.FreeAddress().ToString(), Path.Combine(folder, "node")]);

    public async Task<ItemServer> PrepareAsync(PeerProcess process)
    {
        foreach (var statement in (string[])[Items.Create, Items.CreateEntries, .. Items.Fill(Items.Few)])
        {
            await Execute(process, statement).SendAsync(process.Http);
        }

        return new ItemServer(Name)
        {
            SelectById = id => Query(process, Items.SelectById(id), answer => Items.IsRow(answer, id)),
            SelectHundred = Query(process, Items.SelectHundred, Items.IsFirstHundred),
            Insert = Execute(process, Items.Insert),
            CountAsync = async () => JsonElement.Parse(await Query(process, Items.CountEntries, _ => true).SendAsync(process.Http))
                .GetProperty("results")[0].GetProperty("values")[0][0].GetInt64(),
        };
    }

    private static Call Query(PeerProcess process, string sql, Predicate<string> isRight) =>
        process.PostJson("/db/query?level=none", JsonSerializer.Serialize<string[]>([sql]), isRight);

    // Its failures, too, have status 200.
    private static Call Execute(PeerProcess process, string sql) =>
        process.PostJson("/db/execute", JsonSerializer.Serialize<string[]>([sql]), answer => !answer.Contains("\"error\"", StringComparison.Ordinal));
}
