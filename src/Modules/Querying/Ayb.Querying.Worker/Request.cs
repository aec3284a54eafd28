using System.Diagnostics;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker;

/// <summary>One request of the host on its way through the worker.</summary>
internal sealed class Request(uint id, bool mayWrite, byte[] sql)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly object _creditChanged = new();
    private int _credit = Frame.InitialCredit;
    private volatile bool _cancelled;

    public uint Id { get; } = id;

    public bool MayWrite { get; } = mayWrite;

    /// <summary>One or more statements in UTF-8.</summary>
    public byte[] Sql { get; } = sql;

    /// <summary>The writer found that nothing of it could have written.</summary>
    public bool OnlyRead { get; set; }

    public bool MustStop => _cancelled || Stopwatch.GetElapsedTime(_start) >= Limits.QueryTime;

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
                var left = Limits.QueryTime - Stopwatch.GetElapsedTime(_start);
                if (_cancelled || left <= TimeSpan.Zero || !Monitor.Wait(_creditChanged, left))
                {
                    throw Interruption();
                }
            }

            _credit--;
        }
    }

    /// <summary>Why the statement was interrupted.</summary>
    public SqliteFailure Interruption() => _cancelled
        ? new SqliteFailure(FailureCode.Cancelled, "The query was cancelled.")
        : new SqliteFailure(FailureCode.Timeout, $"The query ran longer than {Limits.QueryTime.TotalSeconds:0.###} seconds (limits.query_time).");
}
