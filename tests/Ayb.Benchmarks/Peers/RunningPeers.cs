using Ayb.Benchmarks.Output;
using Ayb.Benchmarks.Servers;
using Ayb.Testing;

namespace Ayb.Benchmarks.Peers;

/// <summary>Peers with their rows, ready to be asked; their data is gone with them.</summary>
internal sealed class RunningPeers : IAsyncDisposable
{
    private readonly List<TestFolder> _folders = [];
    private readonly List<PeerProcess> _processes = [];
    private readonly List<ItemServer> _servers = [];

    public IReadOnlyList<ItemServer> Servers => _servers;

    public static async Task<RunningPeers> StartAsync(IReadOnlyList<InstalledPeer> peers, Report report)
    {
        var running = new RunningPeers();
        try
        {
            foreach (var (peer, executable) in peers)
            {
                report.Progress($"starting {peer.Name}");
                var folder = new TestFolder();
                running._folders.Add(folder);
                var process = await peer.StartAsync(executable, folder.Path);
                running._processes.Add(process);
                running._servers.Add(await peer.PrepareAsync(process));
            }

            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        _folders.ForEach(folder => folder.Dispose());
    }
}
