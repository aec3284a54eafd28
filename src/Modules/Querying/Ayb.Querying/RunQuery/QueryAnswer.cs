using Ayb.Contracts;
using Ayb.Querying.Workers;

namespace Ayb.Querying;

/// <summary>
/// An answer on its way from the worker, as chunks of one JSON document. The first chunk is there from the beginning,
/// so that a statement which fails at once is an error and not an answer that breaks off.
/// </summary>
public sealed class QueryAnswer : IAsyncDisposable
{
    private readonly PendingAnswer _pending;

    private QueryAnswer(PendingAnswer pending, AnswerChunk first) => (_pending, Current) = (pending, first);

    /// <summary>Valid until the next call of <see cref="MoveNextAsync"/>.</summary>
    public AnswerChunk Current { get; private set; }

    /// <summary>Why it broke off, once it has.</summary>
    public AybError? Failure { get; private set; }

    /// <returns><c>false</c> when the answer broke off.</returns>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        Current.Free();
        Current = default;
        _pending.Grant();
        var next = await _pending.NextAsync(cancellationToken);
        if (!next.TryGet(out var chunk, out var error))
        {
            Failure = error;
            return false;
        }

        Current = chunk;
        return true;
    }

    /// <summary>Takes all that is left of it.</summary>
    /// <returns>A failure when the answer broke off.</returns>
    public async Task<Result<Nothing>> CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        while (true)
        {
            await target.WriteAsync(Current.Bytes, cancellationToken);
            if (Current.IsLast)
            {
                return new Nothing();
            }

            if (!await MoveNextAsync(cancellationToken))
            {
                return Failure!;
            }
        }
    }

    /// <summary>Stops the statement if it is still running.</summary>
    public ValueTask DisposeAsync()
    {
        Current.Free();
        Current = default;
        _pending.GiveUp();
        return ValueTask.CompletedTask;
    }

    internal static async Task<Result<QueryAnswer>> StartAsync(PendingAnswer pending, CancellationToken cancellationToken)
    {
        try
        {
            var first = await pending.NextAsync(cancellationToken);
            return first.TryGet(out var chunk, out var error) ? new QueryAnswer(pending, chunk) : error;
        }
        catch (OperationCanceledException)
        {
            pending.GiveUp();
            throw;
        }
    }
}
