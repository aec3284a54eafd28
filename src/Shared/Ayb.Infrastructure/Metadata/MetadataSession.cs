using System.Data.Common;
using Ayb.Contracts;
using Dapper;

namespace Ayb.Infrastructure.Metadata;

/// <summary>
/// The metadata as one request sees it. Inside a command everything goes through the command's transaction;
/// outside, each read takes a connection and gives it back at once.
/// </summary>
public sealed class MetadataSession(IMetadataDatabase database)
{
    /// <summary>A command that always meets another in its way should fail before its caller has gone.</summary>
    private const int MostAttempts = 4;

    /// <summary>SQLSTATE of a transaction that was undone since others stood in its way, who go on: it may be run again. SQLite knows of none.</summary>
    private const string SerializationFailure = "40001", Deadlock = "40P01";

    private readonly List<Action> _forgetting = [];
    private readonly List<Func<Task>> _afterCommit = [];
    private MetadataWriter? _writer;

    /// <summary>Whether what is read now may yet be taken back.</summary>
    public bool InTransaction => _writer is not null;

    public async Task<T?> FindAsync<T>(string sql, object parameters, CancellationToken cancellationToken)
    {
        if (_writer is { } writer)
        {
            return await writer.Connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters, writer, cancellationToken));
        }

        await using var reader = await database.OpenReaderAsync(cancellationToken);
        return await reader.QuerySingleOrDefaultAsync<T>(Command(sql, parameters, null, cancellationToken));
    }

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object parameters, CancellationToken cancellationToken)
    {
        if (_writer is { } writer)
        {
            return (await writer.Connection.QueryAsync<T>(Command(sql, parameters, writer, cancellationToken))).AsList();
        }

        await using var reader = await database.OpenReaderAsync(cancellationToken);
        return (await reader.QueryAsync<T>(Command(sql, parameters, null, cancellationToken))).AsList();
    }

    /// <summary>Writes; only inside a command.</summary>
    /// <returns>How many rows were affected.</returns>
    public Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        var writer = _writer
            ?? throw new InvalidOperationException("Metadata is written inside a command's transaction only.");
        return writer.Connection.ExecuteAsync(Command(sql, parameters, writer, cancellationToken));
    }

    /// <summary>
    /// For what reaches beyond the metadata: runs once the transaction is committed, never if it is not.
    /// Outside a command there is nothing to wait for and no reason to call this.
    /// </summary>
    public void AfterCommit(Func<Task> action)
    {
        MustBeInTransaction();
        _afterCommit.Add(action);
    }

    /// <summary>As <see cref="AfterCommit(Func{Task})"/>, for what is done at once: to log, above all.</summary>
    public void AfterCommit(Action action) => AfterCommit(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>
    /// For caches, before anything else that waits for the commit: what they hold is old by then. Runs also when the commit fails,
    /// since a connection that breaks leaves open whether it has failed; to forget in vain costs a look into the metadata.
    /// </summary>
    public void ForgetAtCommit(Action forget)
    {
        MustBeInTransaction();
        _forgetting.Add(forget);
    }

    /// <summary>
    /// Runs a command: commits when its result is a success, joins when a transaction is already open. A command may run more than once,
    /// so what it does beyond the metadata waits for the commit, or is done once for all runs in its scope.
    /// </summary>
    internal async Task<TResult> RunAsync<TResult>(Func<Task<TResult>> command, CancellationToken cancellationToken)
        where TResult : IResult<TResult>
    {
        if (_writer is not null)
        {
            return await command();
        }

        var result = await RunUntilInNobodysWayAsync(command, cancellationToken);
        var actions = _afterCommit.ToArray();
        _afterCommit.Clear();
        if (result.Error is null)
        {
            // All of them, whatever becomes of one: the command is committed.
            await Task.WhenAll(actions.Select(action => action()));
        }

        return result;
    }

    private async Task<TResult> RunUntilInNobodysWayAsync<TResult>(
        Func<Task<TResult>> command, CancellationToken cancellationToken)
        where TResult : IResult<TResult>
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await CommitIfSucceededAsync(command, cancellationToken);
            }
            catch (DbException failure) when (failure.SqlState is SerializationFailure or Deadlock && attempt < MostAttempts)
            {
                // Nothing of it is left, and who was in its way has gone on meanwhile.
            }
        }
    }

    private async Task<TResult> CommitIfSucceededAsync<TResult>(
        Func<Task<TResult>> command, CancellationToken cancellationToken)
        where TResult : IResult<TResult>
    {
        await using var writer = await database.OpenWriterAsync(cancellationToken);
        _writer = writer;
        try
        {
            var result = await command();
            if (result.Error is null)
            {
                await CommitAsync(writer);
            }

            return result;
        }
        catch
        {
            _afterCommit.Clear();
            throw;
        }
        finally
        {
            _forgetting.Clear();
            _writer = null;
        }
    }

    private async Task CommitAsync(MetadataWriter writer)
    {
        try
        {
            await writer.CommitAsync();
        }
        finally
        {
            _forgetting.ForEach(forget => forget());
        }
    }

    private void MustBeInTransaction()
    {
        if (_writer is null)
        {
            throw new InvalidOperationException("There is no transaction to wait for.");
        }
    }

    private static CommandDefinition Command(
        string sql, object parameters, MetadataWriter? writer, CancellationToken cancellationToken) =>
        new(sql, parameters, writer?.Transaction, cancellationToken: cancellationToken);
}
