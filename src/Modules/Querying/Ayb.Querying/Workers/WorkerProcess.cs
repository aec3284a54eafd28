using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Ayb.Contracts;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Workers;

/// <summary>One running worker: requests out, answers in. The protocol's DESIGN.md has the frames.</summary>
internal sealed class WorkerProcess
{
    // Far below zero: requests that end after it count further down.
    private const int Retired = int.MinValue / 2;

    public static readonly AybError Gone = new(
        ErrorKind.Unavailable,
        "The process that serves this database ended while the query ran. A write may or may not have taken effect; check before you repeat it.");

    private readonly ConcurrentDictionary<uint, PendingAnswer> _pending = new();
    private readonly Process _process;
    private readonly Socket _socket;
    private readonly FrameReader _frames;
    private readonly SendQueue _sending;
    private readonly Action<string> _fileIsDamaged;
    private int _lastId;
    private int _inFlight;
    private volatile bool _stopping;
    private long _lastUse = Stopwatch.GetTimestamp();

    /// <param name="process">What was started.</param>
    /// <param name="socket">It has called back on it.</param>
    /// <param name="frames">From the socket; the first has been read.</param>
    /// <param name="isolation">What it says of its sandbox.</param>
    /// <param name="fileIsDamaged">Told what SQLite says, before those who wait and before anything else may open the file.</param>
    public WorkerProcess(Process process, Socket socket, FrameReader frames, Isolation isolation, Action<string> fileIsDamaged)
    {
        (_process, _socket, _frames, _sending) = (process, socket, frames, new SendQueue(socket));
        (Isolation, _fileIsDamaged) = (isolation, fileIsDamaged);
        ProcessId = process.Id;
        Share = new CpuShare(process.Id);
        Ended = ReceiveAsync();
    }

    public int ProcessId { get; }

    public CpuShare Share { get; }

    public Isolation Isolation { get; }

    /// <summary>How many requests have not ended, those included for which nobody waits any more.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Why the worker ended by itself, or <c>null</c> when it was told to.</summary>
    public Task<string?> Ended { get; }

    public TimeSpan IdleTime => Volatile.Read(ref _inFlight) == 0 ? Stopwatch.GetElapsedTime(Volatile.Read(ref _lastUse)) : TimeSpan.Zero;

    /// <summary>How long the oldest query has been waiting for its end. Sessions and copies take their time.</summary>
    public TimeSpan OldestRequest => _pending.Values.Where(answer => answer.Type == FrameType.Query).Select(answer => answer.Age).DefaultIfEmpty().Max();

    /// <summary>Told of a reader whose query could not be interrupted, before the worker ends for it.</summary>
    public Action<EntityId>? ReaderIsStuck { get; set; }

    /// <summary>Whether a request of this session has not ended.</summary>
    public bool IsAtWorkFor(uint session)
    {
        foreach (var (_, answer) in _pending)
        {
            if (answer.Session == session)
            {
                return true;
            }
        }

        return false;
    }

    /// <returns><c>null</c> when this worker takes no more requests; nothing has been sent then.</returns>
    public PendingAnswer? TryStart(in WorkerQuery query)
    {
        var inFlight = Interlocked.Increment(ref _inFlight);
        if (inFlight < 0)
        {
            Interlocked.Decrement(ref _inFlight);
            return null;
        }

        var answer = new PendingAnswer(this, NextId(), query);
        _pending[answer.Id] = answer;
        if (query.Type == FrameType.Query)
        {
            _sending.Add(answer.Id, query, isAlone: inFlight == 1);
        }
        else
        {
            _sending.Add(new Frame(query.Body.Length, answer.Id, query.Type, query.Marks, query.Detail), query.Body.Span);
        }

        if (Volatile.Read(ref _inFlight) < 0)
        {
            // It has ended, maybe before the answer was there to be failed.
            FailAll();
        }

        return answer;
    }

    /// <param name="frame">One without a payload.</param>
    public void Send(Frame frame) => _sending.Add(frame);

    /// <summary>
    /// Nobody waits for this answer: tells the worker to stop. The request keeps its place until the worker says that it has,
    /// else one that hangs would never be noticed.
    /// </summary>
    public void Forget(PendingAnswer answer)
    {
        if (_pending.ContainsKey(answer.Id))
        {
            Send(new Frame(0, answer.Id, FrameType.Cancel, FrameMarks.None, 0));
        }
    }

    /// <summary>Rolls back the sessions that are open.</summary>
    public void EndSessions()
    {
        foreach (var session in _pending.Values.Where(answer => answer.Type == FrameType.OpenSession))
        {
            Send(new Frame(0, session.Id, FrameType.EndSession, FrameMarks.None, 0));
        }
    }

    /// <summary>Takes no more requests, if none is in flight.</summary>
    public bool TryRetire() => Interlocked.CompareExchange(ref _inFlight, Retired, 0) == 0;

    /// <summary>Tells the worker to end, and waits for it; one that does not is killed.</summary>
    public async Task StopAsync()
    {
        _stopping = true;
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }

        try
        {
            await Ended.WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            Kill();
        }
    }

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended and is forgotten.
        }
    }

    /// <summary>Never 0, which is no session.</summary>
    private uint NextId()
    {
        uint id;
        do
        {
            id = unchecked((uint)Interlocked.Increment(ref _lastId));
        }
        while (id == 0);
        return id;
    }

    private async Task<string?> ReceiveAsync()
    {
        // A worker that never stops talking must not hold the one who started it.
        await Task.Yield();
        var reason = "the connection was closed";
        try
        {
            while (await _frames.ReadAsync(CancellationToken.None))
            {
                Dispatch(_frames.Current);
            }
        }
        catch (Exception exception) when (exception is SocketException or ProtocolException)
        {
            reason = exception.Message;
        }

        Interlocked.Add(ref _inFlight, Retired);
        _socket.Dispose();
        FailAll();
        Kill();
        await _process.WaitForExitAsync();
        reason = $"{reason}, exit code {_process.ExitCode}";
        _process.Dispose();
        return _stopping ? null : reason;
    }

    private void Dispatch(Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Chunk when _pending.TryGetValue(frame.Request, out var answer):
                answer.TakeCredit();
                var isLast = frame.Marks == FrameMarks.Last;
                if (isLast)
                {
                    Finish(frame.Request);
                }

                answer.Arrived(Rent(isLast));
                break;
            case FrameType.Failure when frame.Detail == (ushort)FailureCode.Corrupt:
                var damaged = WorkerFailure.ToError(frame.Detail, _frames.Payload);
                _fileIsDamaged(WorkerFailure.MessageOf(_frames.Payload));
                Finish(frame.Request)?.Failed(damaged);
                Kill();
                break;
            case FrameType.Failure:
                var failed = Finish(frame.Request);
                if (frame.Detail == (ushort)FailureCode.Stuck && failed?.Reader is { } reader)
                {
                    ReaderIsStuck?.Invoke(reader);
                }

                failed?.Failed(WorkerFailure.ToError(frame.Detail, _frames.Payload));
                break;
            case FrameType.Chunk:
                break; // Somebody has given up on it.
            default:
                throw new ProtocolException($"A worker does not send frames of type {frame.Type}.");
        }
    }

    private AnswerChunk Rent(bool isLast)
    {
        var payload = _frames.Payload;
        var rented = ArrayPool<byte>.Shared.Rent(payload.Length);
        payload.CopyTo(rented);
        return new AnswerChunk(rented, payload.Length, isLast);
    }

    private PendingAnswer? Finish(uint id)
    {
        if (!_pending.TryRemove(id, out var answer))
        {
            return null;
        }

        Volatile.Write(ref _lastUse, Stopwatch.GetTimestamp());
        Interlocked.Decrement(ref _inFlight);
        return answer;
    }

    private void FailAll()
    {
        foreach (var id in _pending.Keys)
        {
            Finish(id)?.Failed(Gone);
        }
    }
}
