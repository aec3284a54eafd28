using System.Data.Common;
using Ayb.Infrastructure.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Testing;

/// <summary>Counts how often the metadata is read, and how often somebody takes a turn at writing.</summary>
public sealed class CountedMetadata(IMetadataDatabase database) : IMetadataDatabase
{
    private int _reads;
    private int _writes;

    public int Reads => _reads;

    public int Writes => _writes;

    public string Engine => database.Engine;

    public static void Use(ModuleHostOptions options) =>
        options.Services(services => services.Decorate<IMetadataDatabase, CountedMetadata>());

    public static CountedMetadata Of(ModuleHost host) => (CountedMetadata)host.Services.GetRequiredService<IMetadataDatabase>();

    public ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return database.OpenReaderAsync(cancellationToken);
    }

    public ValueTask<MetadataWriter> OpenWriterAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        return database.OpenWriterAsync(cancellationToken);
    }

    public Task LockMigrationsAsync(MetadataWriter writer, CancellationToken cancellationToken) =>
        database.LockMigrationsAsync(writer, cancellationToken);

    public ValueTask<DbConnection> OpenMomentAsync(CancellationToken cancellationToken) => database.OpenMomentAsync(cancellationToken);

    public string WithGivenIds => database.WithGivenIds;

    public Task ContinueIdsAsync(MetadataWriter writer, CancellationToken cancellationToken) =>
        database.ContinueIdsAsync(writer, cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
