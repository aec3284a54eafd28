using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ayb.Infrastructure.Tests.Metadata;

/// <summary>An empty metadata database of a test's own.</summary>
internal sealed class ScratchMetadata : IAsyncDisposable
{
    public const string CreateNotes = "CREATE TABLE notes (text VARCHAR(100) PRIMARY KEY)";

    private readonly TestFolder _folder;
    private readonly string _url;

    private ScratchMetadata(TestFolder folder, string url) => (_folder, _url, Database) = (folder, url, MetadataUrl.Open(url));

    public IMetadataDatabase Database { get; }

    public static async Task<ScratchMetadata> CreateAsync(MetadataEngine engine)
    {
        var folder = new TestFolder();
        return new ScratchMetadata(folder, await engine.CreateDatabaseAsync(folder.Path));
    }

    /// <summary>The same database, as another server would open it.</summary>
    public IMetadataDatabase OpenAgain() => MetadataUrl.Open(_url);

    public static MetadataMigrator Migrator(IMetadataDatabase database, params ModuleMigrations[] modules) =>
        new(database, modules, new ManualClock(), NullLogger<MetadataMigrator>.Instance);

    public async Task<IReadOnlyList<string>> NotesAsync() =>
        await new MetadataSession(Database).ListAsync<string>("SELECT text FROM notes ORDER BY text", new { }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _folder.Dispose();
    }
}
