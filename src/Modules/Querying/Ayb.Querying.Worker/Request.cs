using System.Diagnostics;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Lanes;
using Ayb.Querying.Worker.Loads;
using Ayb.Querying.Worker.Scripts;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker;

/// <summary>One request of the host on its way through the worker.</summary>
internal sealed class Request(Frame frame, byte[] payload)
{
    /// <summary>A session may end while a statement of it waits for credit; nobody tells those who wait.</summary>
    private static readonly TimeSpan LookAtSession = TimeSpan.FromMilliseconds(100);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan? _time = TimeOf(frame);

    /// <summary>By a clock that is read in no time, since it is read every few hundred instructions.</summary>
    private readonly long _deadline = TimeOf(frame) is { } time ? Environment.TickCount64 + (long)time.TotalMilliseconds : long.MaxValue;

    private readonly object _creditChanged = new();
    private int _credit = Frame.InitialCredit;
    private volatile bool _cancelled;

    public uint Id { get; } = frame.Request;

    public FrameType Type { get; } = frame.Type;

    public ushort Detail { get; } = frame.Detail;

    /// <summary>What its answer may hold: whoever asks for a whole database gets it.</summary>
    public long AnswerBytes { get; } = frame.Type is FrameType.Dump or FrameType.Diff ? long.MaxValue : Limits.ResultBytes;

    public bool MayWrite { get; } = frame.Marks.HasFlag(FrameMarks.MayWrite);

    public bool IsForOthers { get; } = frame.Marks.HasFlag(FrameMarks.ForOthers);

    public bool IsSummary { get; } = frame.Marks.HasFlag(FrameMarks.Summary);

    public bool IsJson { get; } = frame.Marks.HasFlag(FrameMarks.Json);

    public AnswerFormat Format { get; } = (AnswerFormat)frame.Detail;

    /// <summary>SQL in UTF-8 with a NUL after its end, or a JSON request.</summary>
    public ReadOnlySpan<byte> Body => Payload[Math.Min(Frame.SessionSize, frame.Length)..];

    /// <summary>All that came with it.</summary>
    public ReadOnlySpan<byte> Payload => payload.AsSpan(0, frame.Length);

    /// <summary>What it holds in memory while it waits.</summary>
    public int Size => payload.Length;

    /// <summary>The body of a JSON request, once it has been read.</summary>
    public JsonRequest? Json { get; set; }

    /// <summary>The table that it makes of a file.</summary>
    public TableFile? Loads { get; set; }

    /// <summary>The session that it opens; it runs nothing itself.</summary>
    public Session? Opens { get; set; }

    /// <summary>The session whose transaction it runs in.</summary>
    public Session? Session { get; set; }

    /// <summary>The writer found that nothing of it could have written.</summary>
    public bool OnlyRead { get; set; }

    /// <summary>A reader has passed it on: it is no use to send it back there.</summary>
    public bool NeedsWriter { get; set; }

    /// <summary>A statement of it has run: if it ends late, it is not for waiting.</summary>
    public bool HasBegun { get; set; }

    /// <summary>A lane is at it, and not at another or at a commit that it shares.</summary>
    public bool IsRunning { get; set; }

    /// <summary>It runs on and on without asking whether it may.</summary>
    public bool IsStuck => IsRunning && _time is { } time && Age >= time + Limits.InstructionTime;

    public TimeSpan Age => Stopwatch.GetElapsedTime(_start);

    public bool MustStop => _cancelled || Environment.TickCount64 >= _deadline || Session is { IsOver: true };

    public void Cancel()
    {
        lock (_creditChanged)
        {
            _cancelled = true;
            Monitor.Pulse(_creditChanged);
        }
    }

    public void AddCredit(int chunks)
    {
        lock (_creditChanged)
        {
            _credit += chunks;
            Monitor.Pulse(_creditChanged);
        }
    }

    /// <summary>Waits until the host has room for a chunk.</summary>
    /// <exception cref="SqliteFailure">Nobody waits for it any more, or not in time.</exception>
    public void TakeCredit()
    {
        lock (_creditChanged)
        {
            while (_credit == 0)
            {
                if (MustStop)
                {
                    throw Interruption();
                }

                if (_time is not { } time)
                {
                    Monitor.Wait(_creditChanged);
                    continue;
                }

                var left = time - Age;
                Monitor.Wait(_creditChanged, Session is null || left < LookAtSession ? TimeSpan.FromTicks(Math.Max(left.Ticks, 0)) : LookAtSession);
            }

            _credit--;
        }
    }

    /// <summary>Why it must stop.</summary>
    public SqliteFailure Interruption()
    {
        if (_cancelled)
        {
            return new SqliteFailure(FailureCode.Cancelled, "The query was cancelled.");
        }

        if (Session is { IsOver: true })
        {
            return Session.Expiry();
        }

        return new SqliteFailure(FailureCode.Timeout, Type switch
        {
            FrameType.Load or FrameType.Check => $"The import ran longer than {Limits.ImportTime.TotalSeconds:0.###} seconds (limits.import_time). Nothing of it was kept.",
            FrameType.Diff => $"The comparison ran longer than {Limits.ImportTime.TotalSeconds:0.###} seconds (limits.import_time).",
            _ when HasBegun => $"The query ran longer than {Limits.QueryTime.TotalSeconds:0.###} seconds (limits.query_time).",
            _ => $"The query waited longer than {Limits.QueryTime.TotalSeconds:0.###} seconds (limits.query_time) for others to end, and was not begun.",
        });
    }

    /// <returns><c>null</c> for what takes as long as it takes.</returns>
    private static TimeSpan? TimeOf(Frame frame) => frame.Type switch
    {
        // Of a file that somebody has sent: an index on an expression may take its time for each row.
        FrameType.Check when frame.Length > 0 => Limits.ImportTime,
        FrameType.Copy or FrameType.Check or FrameType.Dump => null,
        FrameType.Load or FrameType.Diff => Limits.ImportTime,
        _ => Limits.QueryTime,
    };
}
