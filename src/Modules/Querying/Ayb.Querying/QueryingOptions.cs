namespace Ayb.Querying;

/// <summary>Settings of <c>[querying]</c>.</summary>
public sealed class QueryingOptions
{
    /// <summary>The executable that serves one database.</summary>
    public string WorkerPath { get; init; } = Path.Combine(AppContext.BaseDirectory, "ayb-query-worker");

    /// <summary>How long a database stays open after its last query.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(5);
}
