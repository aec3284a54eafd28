using System.Data.Common;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Databases.Tests;

/// <summary>Metadata whose connection breaks when a commit is on its way: it happens, and nobody hears of it.</summary>
internal sealed class LosingCommits(IMetadataDatabase database) : IMetadataDatabase
{
    public bool Lose { get; set; }

    public string Engine => database.Engine;

    public ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) => database.OpenReaderAsync(cancellationToken);

    public ValueTask<DbConnection> OpenMomentAsync(CancellationToken cancellationToken) => database.OpenMomentAsync(cancellationToken);

    public async ValueTask<MetadataWriter> OpenWriterAsync(CancellationToken cancellationToken)
    {
        var writer = await database.OpenWriterAsync(cancellationToken);
        return new MetadataWriter(writer.Connection, writer.Transaction, () => CommitAsync(writer), writer.DisposeAsync);
    }

    public Task LockMigrationsAsync(MetadataWriter writer, CancellationToken cancellationToken) =>
        database.LockMigrationsAsync(writer, cancellationToken);

    public string WithGivenIds => database.WithGivenIds;

    public Task ContinueIdsAsync(MetadataWriter writer, CancellationToken cancellationToken) =>
        database.ContinueIdsAsync(writer, cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task CommitAsync(MetadataWriter writer)
    {
        await writer.CommitAsync();
        if (Lose)
        {
            throw new IOException("The connection is broken.");
        }
    }
}
