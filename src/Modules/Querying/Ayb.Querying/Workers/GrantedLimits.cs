using Ayb.Querying.Protocol;

namespace Ayb.Querying.Workers;

/// <summary>What one database may use.</summary>
/// <param name="Worker">What its worker sees to.</param>
/// <param name="QueuedQueries">How many of its requests may run or wait.</param>
internal sealed record GrantedLimits(WorkerLimits Worker, int QueuedQueries)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public static GrantedLimits Default { get; } = new(new WorkerLimits(), 1024);

    /// <summary>A worker ends each request by itself in less, also one that waits behind a session; one that does not is stuck.</summary>
    public TimeSpan StuckAfter => Worker.QueryTime + Worker.SessionTimeContended + Grace;

    /// <summary>These, except for what has been set.</summary>
    public GrantedLimits With(DatabaseLimitsOptions set) => new(
        new WorkerLimits
        {
            QueryTime = set.QueryTime ?? Worker.QueryTime,
            ResultBytes = set.ResultBytes?.Bytes ?? Worker.ResultBytes,
            HeapBytes = set.HeapBytes?.Bytes ?? Worker.HeapBytes,
            DatabaseBytes = set.DatabaseBytes?.Bytes ?? Worker.DatabaseBytes,
            StatementBytes = (int?)set.StatementBytes?.Bytes ?? Worker.StatementBytes,
            ConcurrentQueries = set.ConcurrentQueries ?? Worker.ConcurrentQueries,
            Sessions = set.Sessions ?? Worker.Sessions,
            SessionIdle = set.SessionIdle ?? Worker.SessionIdle,
            SessionTime = set.SessionTime ?? Worker.SessionTime,
            SessionTimeContended = set.SessionTimeContended ?? Worker.SessionTimeContended,
            ImportTime = set.ImportTime ?? Worker.ImportTime,
        },
        set.QueuedQueries ?? QueuedQueries);
}
