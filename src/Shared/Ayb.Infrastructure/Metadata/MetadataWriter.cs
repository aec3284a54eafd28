using System.Data.Common;

namespace Ayb.Infrastructure.Metadata;

/// <summary>An open transaction and the right to write in it. Disposing it without a commit rolls back.</summary>
/// <param name="connection">In the transaction.</param>
/// <param name="transaction">What commands name beside the connection; <c>null</c> where it needs no name.</param>
/// <param name="commit">Makes what was written last.</param>
/// <param name="release">Rolls back what is not committed, and lets the next one write.</param>
public sealed class MetadataWriter(
    DbConnection connection, DbTransaction? transaction, Func<Task> commit, Func<ValueTask> release) : IAsyncDisposable
{
    public DbConnection Connection { get; } = connection;

    public DbTransaction? Transaction { get; } = transaction;

    // No token: a commit that is under way is not called back.
    public Task CommitAsync() => commit();

    public ValueTask DisposeAsync() => release();
}
