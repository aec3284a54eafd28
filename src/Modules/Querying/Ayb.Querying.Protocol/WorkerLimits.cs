using System.Globalization;

namespace Ayb.Querying.Protocol;

/// <summary>What the queries of one database may use: the host hands it to the worker at its start, as one argument.</summary>
public sealed record WorkerLimits
{
    private static readonly (string Name, Func<WorkerLimits, long> Get, Func<WorkerLimits, long, WorkerLimits> Set)[] Entries =
    [
        ("query_time", limits => Milliseconds(limits.QueryTime), (limits, value) => limits with { QueryTime = Time(value) }),
        ("result_bytes", limits => limits.ResultBytes, (limits, value) => limits with { ResultBytes = value }),
        ("heap_bytes", limits => limits.HeapBytes, (limits, value) => limits with { HeapBytes = value }),
        ("database_bytes", limits => limits.DatabaseBytes, (limits, value) => limits with { DatabaseBytes = value }),
        ("statement_bytes", limits => limits.StatementBytes, (limits, value) => limits with { StatementBytes = (int)value }),
        ("concurrent_queries", limits => limits.ConcurrentQueries, (limits, value) => limits with { ConcurrentQueries = (int)value }),
        ("sessions", limits => limits.Sessions, (limits, value) => limits with { Sessions = (int)value }),
        ("session_idle", limits => Milliseconds(limits.SessionIdle), (limits, value) => limits with { SessionIdle = Time(value) }),
        ("session_time", limits => Milliseconds(limits.SessionTime), (limits, value) => limits with { SessionTime = Time(value) }),
        ("session_time_contended", limits => Milliseconds(limits.SessionTimeContended), (limits, value) => limits with { SessionTimeContended = Time(value) }),
        ("import_time", limits => Milliseconds(limits.ImportTime), (limits, value) => limits with { ImportTime = Time(value) }),
    ];

    /// <summary>How long a request may take, waiting included.</summary>
    public TimeSpan QueryTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What the answer to one request may hold, in bytes; counted in whole chunks.</summary>
    public long ResultBytes { get; init; } = 1L << 30;

    /// <summary>SQLite's own memory, for all queries of the database together.</summary>
    public long HeapBytes { get; init; } = 256L << 20;

    /// <summary>What the database's file may take; the log beside it has as much again.</summary>
    public long DatabaseBytes { get; init; } = 10L << 30;

    /// <summary>What the text of SQL may have: a whole text request, or one statement of a JSON request.</summary>
    public int StatementBytes { get; init; } = 4 << 20;

    /// <summary>How many read at the same time.</summary>
    public int ConcurrentQueries { get; init; } = Math.Clamp(Environment.ProcessorCount, 2, 4);

    /// <summary>How many sessions may be open or wait to be.</summary>
    public int Sessions { get; init; } = 8;

    /// <summary>How long a session may wait for its next request.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a session may last.</summary>
    public TimeSpan SessionTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a session that writes may last while other writers wait.</summary>
    public TimeSpan SessionTimeContended { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long it may take to load what somebody has sent, once it is there.</summary>
    public TimeSpan ImportTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <returns>False when it is not what <see cref="ToArgument"/> of the same version writes.</returns>
    public static bool TryParse(string argument, out WorkerLimits limits)
    {
        limits = new WorkerLimits();
        var parts = argument.Split(',');
        if (parts.Length != Entries.Length)
        {
            return false;
        }

        foreach (var (part, entry) in parts.Zip(Entries))
        {
            if (!part.StartsWith($"{entry.Name}=", StringComparison.Ordinal)
                || !long.TryParse(part.AsSpan(entry.Name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return false;
            }

            limits = entry.Set(limits, value);
        }

        return true;
    }

    /// <summary>Times are in milliseconds: <c>query_time=30000,result_bytes=1073741824,…</c>.</summary>
    public string ToArgument() => string.Join(',', Entries.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Name}={entry.Get(this)}")));

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private static TimeSpan Time(long milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
