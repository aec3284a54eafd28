using System.Data.Common;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Infrastructure.Tests.Metadata;

/// <summary>The connection breaks when a commit is done, before anybody hears of it.</summary>
internal sealed class DoubtfulMetadata(IMetadataDatabase database) : IMetadataDatabase
{
    public string Engine => database.Engine;

    public ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) => database.OpenReaderAsync(cancellationToken);

    public async ValueTask<MetadataWriter> OpenWriterAsync(CancellationToken cancellationToken)
    {
        var writer = await database.OpenWriterAsync(cancellationToken);
        return new MetadataWriter(
            writer.Connection,
            writer.Transaction,
            async () =>
            {
                await writer.CommitAsync();
                throw new IOException("The connection is broken.");
            },
            writer.DisposeAsync);
    }

    public Task LockMigrationsAsync(MetadataWriter writer, CancellationToken cancellationToken) =>
        database.LockMigrationsAsync(writer, cancellationToken);

    public ValueTask<DbConnection> OpenMomentAsync(CancellationToken cancellationToken) => database.OpenMomentAsync(cancellationToken);

    public string WithGivenIds => database.WithGivenIds;

    public Task ContinueIdsAsync(MetadataWriter writer, CancellationToken cancellationToken) =>
        database.ContinueIdsAsync(writer, cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
