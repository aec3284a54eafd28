using System.Data.Common;

namespace Ayb.Infrastructure.Metadata;

/// <summary>An open transaction and the right to write in it.</summary>
public sealed class MetadataWriter(DbConnection connection, DbTransaction transaction, Func<ValueTask> release)
    : IAsyncDisposable
{
    public DbConnection Connection { get; } = connection;

    public DbTransaction Transaction { get; } = transaction;

    // No token: a commit that is under way is not called back.
    public Task CommitAsync() => Transaction.CommitAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Transaction.DisposeAsync();
        }
        finally
        {
            await release();
        }
    }
}
