using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Servers;

namespace Ayb.Benchmarks.Peers;

/// <summary>https://datasette.io, which serves a file for reading, to anybody.</summary>
internal sealed class Datasette : IPeer
{
    public string Name => "Datasette";

    public Task<(string? Executable, string Absence)> FindAsync() => SearchPath.FindPeer("datasette");

    public Task<PeerProcess> StartAsync(string executable, string folder)
    {
        var file = Path.Combine(folder, "items.db");
        new InProcess(file, Items.Few).Dispose();
        return PeerProcess.StartAsync(executable, folder, "/-/versions.json", address =>
            ["serve", file, "--host", address.Address.ToString(), "--port", $"{address.Port}"]);
    }

    public async Task<ItemServer> PrepareAsync(PeerProcess process)
    {
        var path = await QueryPathAsync(process);

        return new ItemServer(Name)
        {
            SelectById = id => Query(process, path, Items.SelectById(id), answer => Items.IsRow(answer, id)),
            SelectHundred = Query(process, path, Items.SelectHundred, Items.IsFirstHundred),
        };
    }

    /// <summary>Version 1 has moved queries to a path of their own.</summary>
    private static async Task<string> QueryPathAsync(PeerProcess process)
    {
        const string New = "/items/-/query.json";
        using var response = await process.Http.GetAsync(Query(process, New, "SELECT 1", _ => true).Address);
        return response.IsSuccessStatusCode ? New : "/items.json";
    }

    private static Call Query(PeerProcess process, string path, string sql, Predicate<string> isRight) =>
        process.Get($"{path}?_shape=arrays&sql={Uri.EscapeDataString(sql)}", isRight);
}
