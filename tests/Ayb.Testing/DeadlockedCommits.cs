using System.Data.Common;
using Ayb.Infrastructure.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Testing;

/// <summary>Metadata that undoes the next transactions in favour of others, as PostgreSQL does with one of those that wait for each other.</summary>
public sealed class DeadlockedCommits(IMetadataDatabase database) : IMetadataDatabase
{
    /// <summary>How many transactions come to nothing from now on. One that is run three times again is committed.</summary>
    public int Left { get; set; }

    public string Engine => database.Engine;

    public string WithGivenIds => database.WithGivenIds;

    public static void Use(ModuleHostOptions options) =>
        options.Services(services => services.Decorate<IMetadataDatabase, DeadlockedCommits>());

    public static DeadlockedCommits Of(ModuleHost host) => (DeadlockedCommits)host.Services.GetRequiredService<IMetadataDatabase>();

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

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private Task CommitAsync(MetadataWriter writer) => Left-- > 0 ? throw new DeadlockException() : writer.CommitAsync();

    private sealed class DeadlockException() : DbException("deadlock detected")
    {
        public override string SqlState => "40P01";
    }
}
