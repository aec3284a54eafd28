using Ayb.Benchmarks.Output;

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
            table.Add(peer.Name, executable is null ? $"left out: {absence}" : "found");
            if (executable is not null)
            {
                found.Add(new InstalledPeer(peer, executable));
            }
        }

        report.Table(table);
        return found;
    }
}
