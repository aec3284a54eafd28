using System.Data.Common;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Testing;

/// <summary>Metadata as it is, except that something happens to its commits.</summary>
public abstract class TamperedCommits(IMetadataDatabase database) : IMetadataDatabase
{
    public string Engine => database.Engine;

    public string WithGivenIds => database.WithGivenIds;

    public ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) => database.OpenReaderAsync(cancellationToken);

    public ValueTask<DbConnection> OpenMomentAsync(CancellationToken cancellationToken) => database.OpenMomentAsync(cancellationToken);

    public async ValueTask<MetadataWriter> OpenWriterAsync(CancellationToken cancellationToken)
    {
        var writer = await database.OpenWriterAsync(cancellationToken);
        return new MetadataWriter(writer.Connection, writer.Transaction, () => CommitAsync(writer), writer.DisposeAsync);
    }

    public Task LockMigrationsAsync(MetadataWriter writer, CancellationToken cancellationToken) =>
        database.LockMigrationsAsync(writer, cancellationToken);

    public Task ContinueIdsAsync(MetadataWriter writer, CancellationToken cancellationToken) =>
        database.ContinueIdsAsync(writer, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task CommitAsync(MetadataWriter writer);
}
