using System.Diagnostics;
using System.Threading.Channels;
using Ayb.Contracts;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Workers;

/// <summary>The host's side of a request that a worker has not finished answering.</summary>
internal sealed class PendingAnswer(WorkerProcess worker, uint id, bool isSession)
{
    private readonly Channel<Result<AnswerChunk>> _events =
        Channel.CreateUnbounded<Result<AnswerChunk>>(new UnboundedChannelOptions { SingleReader = true });

    private readonly long _start = Stopwatch.GetTimestamp();
    private int _credit = Frame.InitialCredit;

    public WorkerProcess Worker { get; } = worker;

    public uint Id { get; } = id;

    /// <summary>It lasts as long as a session does.</summary>
    public bool IsSession { get; } = isSession;

    public TimeSpan Age => Stopwatch.GetElapsedTime(_start);

    /// <summary>Waits for the next chunk, or the reason why there is none.</summary>
    public ValueTask<Result<AnswerChunk>> NextAsync(CancellationToken cancellationToken) =>
        _events.Reader.ReadAsync(cancellationToken);

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
        _events.Writer.TryComplete();
        while (_events.Reader.TryRead(out var left))
        {
            if (left.TryGet(out var chunk, out _))
            {
                chunk.Free();
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
        if (!_events.Writer.TryWrite(chunk))
        {
            // Somebody has given up on it a moment ago.
            chunk.Free();
        }
    }

    public void Failed(AybError error) => _events.Writer.TryWrite(error);
}
