using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>A test with one worker on an empty database.</summary>
public abstract class WorkerScenario : IAsyncLifetime
{
    private TestFolder? _folder;

    private protected WorkerUnderTest Worker { get; private set; } = null!;

    private protected string Folder => Worker.Folder;

    public async Task InitializeAsync()
    {
        _folder = CreateFolder();
        Worker = await WorkerUnderTest.StartAsync(_folder.Path);
    }

    public async Task DisposeAsync()
    {
        await Worker.DisposeAsync();
        _folder?.Dispose();
    }

    private protected Task RunAsync(string sql) => Worker.RunAsync(sql);

    private static TestFolder CreateFolder() => new();
}
