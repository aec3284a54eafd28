using Ayb.Benchmarks.Output;
using Ayb.Testing;

namespace Ayb.Benchmarks.Peers;

/// <summary>The peers that this machine has.</summary>
internal static class InstalledPeers
{
    private static readonly IReadOnlyList<IPeer> Known = [new PocketBase(), new Rqlite(), new Sqld(), new Datasette()];

    /// <summary>Reports each, found or not.</summary>
    public static async Task<IReadOnlyList<InstalledPeer>> FindAsync(Report report)
    {
        var found = new List<InstalledPeer>();
        var table = new Table("peer", "");
        foreach (var peer in Known)
        {
            var (executable, absence) = await peer.FindAsync();
            table.Add(peer.Name, executable is null ? $"left out: {absence}" : await VersionAsync(executable));
            if (executable is not null)
            {
                found.Add(new InstalledPeer(peer, executable));
            }
        }

        report.Table(table);
        return found;
    }

    /// <summary>As the program itself says.</summary>
    private static async Task<string> VersionAsync(string executable)
    {
        var run = await ProcessRun.OfAsync(executable, Path.GetTempPath(), arguments: ["--version"]);
        return (run.Output + run.Error).Split('\n')[0].Trim();
    }
}
