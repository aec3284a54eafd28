using System.Text;
using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Infrastructure.Metadata.Export;
using Ayb.Testing;

namespace Ayb.Infrastructure.Tests.Metadata.Export;

/// <summary>Metadata of the module Notes, which can be written out and read in.</summary>
internal sealed class ExportedMetadata : IAsyncDisposable
{
    public static readonly ModuleMigrations Notes = new("Notes", typeof(ExportedMetadata).Assembly);

    private readonly ScratchMetadata _scratch;

    private ExportedMetadata(ScratchMetadata scratch) => _scratch = scratch;

    public IMetadataDatabase Database => _scratch.Database;

    /// <summary>Without any table yet.</summary>
    public static async Task<ExportedMetadata> CreateAsync(MetadataEngine engine) => new(await ScratchMetadata.CreateAsync(engine));

    /// <summary>As a server leaves it that has started.</summary>
    public static async Task<ExportedMetadata> CreateMigratedAsync(MetadataEngine engine)
    {
        var metadata = await CreateAsync(engine);
        await metadata.MigrateAsync();
        return metadata;
    }

    public Task MigrateAsync() => ScratchMetadata.Migrator(Database, Notes).MigrateAsync(CancellationToken.None);

    public async Task<byte[]> ExportAsync()
    {
        using var written = new MemoryStream();
        await new MetadataExport(Database, [Notes]).WriteAsync(written, CancellationToken.None);
        return written.ToArray();
    }

    public Task<Result<Nothing>> ImportAsync(byte[] export) => Import.ReadAsync(new MemoryStream(export), CancellationToken.None);

    public Task<Result<Nothing>> ImportAsync(params string[] lines) => ImportAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    public MetadataImport Import => new(Database, [Notes], ScratchMetadata.Migrator(Database, Notes));

    public Task<IReadOnlyList<string>> FilesAsync() => new MetadataSession(Database).ListAsync<string>(
        "SELECT file FROM applied_migrations ORDER BY number", new { }, CancellationToken.None);

    public ValueTask DisposeAsync() => _scratch.DisposeAsync();
}
