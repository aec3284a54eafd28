using System.Globalization;
using System.Text.Json;
using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Servers;

namespace Ayb.Benchmarks.Peers;

/// <summary>https://github.com/tursodatabase/libsql, the server of libSQL, by its HTTP protocol (Hrana 2). It asks for no token here.</summary>
internal sealed class Sqld : IPeer
{
    public string Name => "sqld";

    public Task<(string? Executable, string Absence)> FindAsync() => SearchPath.FindPeer("sqld");

    public Task<PeerProcess> StartAsync(string executable, string folder) =>
        PeerProcess.StartAsync(executable, folder, "/health", address =>
            ["--no-welcome", "--db-path", Path.Combine(folder, "data.sqld"), "--http-listen-addr", address.ToString()]);

    public async Task<ItemServer> PrepareAsync(PeerProcess process)
    {
        foreach (var statement in (string[])[Items.Create, Items.CreateEntries, .. Items.Fill(Items.Few)])
        {
            await Execute(process, statement, IsSuccess).SendAsync(process.Http);
        }

        return new ItemServer(Name)
        {
            SelectById = id => Execute(process, Items.SelectById(id), answer => Items.IsRow(answer, id)),
            SelectHundred = Execute(process, Items.SelectHundred, Items.IsFirstHundred),
            Insert = Execute(process, Items.Insert, IsSuccess),
            CountAsync = async () => Count(await Execute(process, Items.CountEntries, IsSuccess).SendAsync(process.Http)),
        };
    }

    private static Call Execute(PeerProcess process, string sql, Predicate<string> isRight) => process.PostJson(
        "/v2/pipeline",
        JsonSerializer.Serialize(new { requests = new object[] { new { type = "execute", stmt = new { sql } }, new { type = "close" } } }),
        isRight);

    // Its failures, too, have status 200.
    private static bool IsSuccess(string answer) => !answer.Contains("\"type\":\"error\"", StringComparison.Ordinal);

    private static long Count(string answer)
    {
        var result = JsonElement.Parse(answer).GetProperty("results")[0].GetProperty("response").GetProperty("result");
        return long.Parse(result.GetProperty("rows")[0][0].GetProperty("value").GetString()!, CultureInfo.InvariantCulture);
    }
}
