using System.Diagnostics;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Scripts;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Lanes;

/// <summary>
/// A transaction over several requests. It has a lease: it ends when it idles, when its time is up, and earlier when
/// others wait to write. Requests come from the thread that reads frames; one lane serves them until the end.
/// </summary>
/// <param name="opening">Its id is the session's, and its answer ends with it.</param>
/// <param name="port">Where to say so.</param>
/// <param name="requests">The books that its requests stand in.</param>
/// <param name="othersWait">Whether somebody waits for what this session holds.</param>
internal sealed class Session(Request opening, Port port, Requests requests, Func<bool> othersWait)
{
    /// <summary>How often an idle session looks whether others wait.</summary>
    private static readonly TimeSpan LookAround = TimeSpan.FromMilliseconds(100);

    private readonly Queue<Request> _waiting = new();
    private readonly byte[] _buffer = new byte[Frame.HeaderSize + Frame.MaxToHost];
    private long _opened;
    private long _lastUse;
    private volatile SessionEnd _end;
    private bool _isClosed;

    public Request Opening { get; } = opening;

    /// <summary>Its time is up, whatever it is doing.</summary>
    public bool IsOver => _end == SessionEnd.RollBack
        || (_opened != 0 && (OpenFor >= Limits.SessionTime || (OpenFor >= Limits.SessionTimeContended && othersWait())));

    private TimeSpan OpenFor => Stopwatch.GetElapsedTime(_opened);

    private bool IsIdle => Stopwatch.GetElapsedTime(_lastUse) >= Limits.SessionIdle;

    /// <returns><c>false</c> when the session is over.</returns>
    public bool TryAdd(Request request)
    {
        request.Session = this;
        lock (_waiting)
        {
            if (_isClosed)
            {
                return false;
            }

            _waiting.Enqueue(request);
            Monitor.Pulse(_waiting);
            return true;
        }
    }

    /// <summary>A commit comes after what has been sent before it; a rollback does not wait.</summary>
    public void End(SessionEnd end)
    {
        lock (_waiting)
        {
            _end = end;
            Monitor.Pulse(_waiting);
        }
    }

    /// <summary>Holds the transaction until the session ends.</summary>
    /// <param name="connection">One that nobody else uses meanwhile.</param>
    /// <param name="begin">Opens the transaction.</param>
    /// <exception cref="SqliteFailure">Why it has ended otherwise than asked.</exception>
    public void Serve(Connection connection, string begin)
    {
        connection.Begin(Opening);
        connection.Execute(begin);
        connection.Continue(null);
        _opened = _lastUse = Stopwatch.GetTimestamp();
        Tell(FrameMarks.None);
        while (Next() is { } request)
        {
            Run(connection, request);
            _lastUse = Stopwatch.GetTimestamp();
        }

        connection.Execute(_end == SessionEnd.Commit ? "COMMIT" : "ROLLBACK");
    }

    /// <summary>It has ended as it was asked to.</summary>
    public void TellEnd()
    {
        Tell(FrameMarks.Last);
        requests.Remove(Opening);
    }

    /// <summary>Why a statement of it was interrupted, or the session ended.</summary>
    public SqliteFailure Expiry()
    {
        if (_end == SessionEnd.RollBack)
        {
            return new SqliteFailure(FailureCode.SessionGone, "The session was rolled back.");
        }

        var (limit, setting) = IsIdle && !IsOver ? (Limits.SessionIdle, "limits.session_idle without a request")
            : OpenFor >= Limits.SessionTime ? (Limits.SessionTime, "limits.session_time")
            : (Limits.SessionTimeContended, "limits.session_time_contended, since others wait to write");
        return new SqliteFailure(
            FailureCode.SessionGone, $"The session has expired and was rolled back: {limit.TotalSeconds:0.###} seconds are over ({setting}).");
    }

    /// <summary>Takes no more requests, and fails those that have come too late.</summary>
    public void Close()
    {
        lock (_waiting)
        {
            _isClosed = true;
        }

        foreach (var left in _waiting)
        {
            requests.Fail(left, new SqliteFailure(FailureCode.SessionGone, "The session has ended."));
        }
    }

    /// <returns><c>null</c> when somebody has ended the session.</returns>
    /// <exception cref="SqliteFailure">Its lease has run out.</exception>
    private Request? Next()
    {
        lock (_waiting)
        {
            while (_end != SessionEnd.RollBack)
            {
                if (IsOver)
                {
                    throw Expiry();
                }

                if (_waiting.TryDequeue(out var request))
                {
                    return request;
                }

                if (_end != SessionEnd.None)
                {
                    return null;
                }

                if (IsIdle)
                {
                    throw Expiry();
                }

                Monitor.Wait(_waiting, Wait());
            }

            return null;
        }
    }

    private TimeSpan Wait()
    {
        var left = Limits.SessionIdle - Stopwatch.GetElapsedTime(_lastUse);
        return left > LookAround ? LookAround : TimeSpan.FromTicks(Math.Max(left.Ticks, 1));
    }

    private void Run(Connection connection, Request request)
    {
        using var answer = AnswerStream.Direct(port, request, _buffer);
        try
        {
            connection.Continue(request);
            if (Script.Run(request, connection, answer, ScriptPlace.Session) is ScriptEnd.Complete or ScriptEnd.Told)
            {
                requests.Complete(request, answer);
            }
            else
            {
                requests.Fail(request, new SqliteFailure(FailureCode.ReadOnly, "attempt to write a readonly database"));
            }
        }
        catch (SqliteFailure failure)
        {
            requests.Fail(request, failure);
        }

        connection.Continue(null);
        if (!connection.TryUndoMember())
        {
            throw new SqliteFailure(FailureCode.SessionGone, "A statement has rolled the whole transaction back, and the session has ended with it.");
        }
    }

    private void Tell(FrameMarks marks) =>
        port.Send(new Frame(0, Opening.Id, FrameType.Chunk, marks, 0), stackalloc byte[Frame.HeaderSize]);
}
