using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>A server on each metadata engine, from when it is first asked for.</summary>
public sealed class SharingServers : IAsyncLifetime, IDisposable
{
    private readonly Dictionary<MetadataEngine, SharingServer> _servers = [];
    private readonly List<TestFolder> _folders = [];

    internal async Task<SharingServer> OfAsync(MetadataEngine engine)
    {
        if (!_servers.TryGetValue(engine, out var server))
        {
            var folder = new TestFolder();
            _folders.Add(folder);
            server = _servers[engine] = await SharingServer.StartAsync(engine, folder.Path);
        }

        return server;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var server in _servers.Values)
        {
            await server.Process.DisposeAsync();
        }
    }

    public void Dispose() => _folders.ForEach(folder => folder.Dispose());
}
