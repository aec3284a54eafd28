using System.Diagnostics;
using System.Threading.Tasks.Sources;
using Ayb.Contracts;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Workers;

/// <summary>
/// The host's side of a request that a worker has not finished answering. Somebody waits for most answers before they are there:
/// they go from the receiving thread to whoever waits, by way of the thread pool, and through no queue.
/// </summary>
internal sealed class PendingAnswer(WorkerProcess worker, uint id, in WorkerQuery query)
    : IValueTaskSource<Result<AnswerChunk>>
{
    private readonly Lock _lock = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private ManualResetValueTaskSourceCore<Result<AnswerChunk>> _next = new() { RunContinuationsAsynchronously = true };
    private Queue<Result<AnswerChunk>>? _arrived;
    private CancellationTokenRegistration _cancellation;
    private int _credit = Frame.InitialCredit;
    private bool _isAwaited;
    private bool _isGivenUp;

    public WorkerProcess Worker { get; } = worker;

    public uint Id { get; } = id;

    /// <summary>Of the frame that asked for it.</summary>
    public FrameType Type { get; } = query.Type;

    /// <summary>The session that it belongs to, or 0.</summary>
    public uint Session { get; } = query.Session;

    /// <summary>Who asks, if they may only read.</summary>
    public EntityId? Reader { get; } = query.Reader;

    public TimeSpan Age => Stopwatch.GetElapsedTime(_start);

    /// <summary>Waits for the next chunk, or the reason why there is none. One wait at a time.</summary>
    public ValueTask<Result<AnswerChunk>> NextAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_arrived is { Count: > 0 })
            {
                return new ValueTask<Result<AnswerChunk>>(_arrived.Dequeue());
            }

            _next.Reset();
            _isAwaited = true;
        }

        _cancellation = cancellationToken.UnsafeRegister(static (answer, token) => ((PendingAnswer)answer!).Cancel(token), this);
        return new ValueTask<Result<AnswerChunk>>(this, _next.Version);
    }

    /// <summary>A chunk has been taken: the worker may send another.</summary>
    public void Grant()
    {
        Interlocked.Increment(ref _credit);
        Worker.Send(new Frame(0, Id, FrameType.Credit, FrameMarks.None, 1));
    }

    /// <summary>Nobody waits any more; harmless when all has been said.</summary>
    public void GiveUp()
    {
        Worker.Forget(this);
        lock (_lock)
        {
            _isGivenUp = true;
            while (_arrived is { Count: > 0 })
            {
                if (_arrived.Dequeue().TryGet(out var chunk, out _))
                {
                    chunk.Free();
                }
            }
        }
    }

    /// <exception cref="ProtocolException">The worker sends more than it was granted.</exception>
    public void TakeCredit()
    {
        if (Interlocked.Decrement(ref _credit) < 0)
        {
            throw new ProtocolException("More chunks than were granted.");
        }
    }

    public void Arrived(AnswerChunk chunk)
    {
        if (!TryTell(chunk))
        {
            // Somebody has given up on it a moment ago.
            chunk.Free();
        }
    }

    public void Failed(AybError error) => TryTell(error);

    Result<AnswerChunk> IValueTaskSource<Result<AnswerChunk>>.GetResult(short token)
    {
        _cancellation.Unregister();
        return _next.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource<Result<AnswerChunk>>.GetStatus(short token) => _next.GetStatus(token);

    void IValueTaskSource<Result<AnswerChunk>>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _next.OnCompleted(continuation, state, token, flags);

    /// <returns><c>false</c> when nobody will ever look.</returns>
    private bool TryTell(Result<AnswerChunk> said)
    {
        lock (_lock)
        {
            if (_isGivenUp)
            {
                return false;
            }

            if (!_isAwaited)
            {
                (_arrived ??= new()).Enqueue(said);
                return true;
            }

            _isAwaited = false;
        }

        _next.SetResult(said);
        return true;
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_isAwaited)
            {
                return;
            }

            _isAwaited = false;
        }

        _next.SetException(new OperationCanceledException(cancellationToken));
    }
}
