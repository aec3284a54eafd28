using Ayb.Infrastructure.Configuration;

namespace Ayb.Querying;

/// <summary>Settings of <c>[querying]</c>.</summary>
public sealed class QueryingOptions
{
    /// <summary>The executable that serves one database.</summary>
    public string WorkerPath { get; init; } = Path.Combine(AppContext.BaseDirectory, "ayb-query-worker");

    /// <summary>How long a database stays open after its last query.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How much of the disk earlier versions take that somebody has asked for. One that is larger is dropped after <see cref="IdleTime"/>.</summary>
    [SizeRange("1MiB", "1024TiB")]
    public ByteSize VersionsBytes { get; init; } = new(10L << 30);
}
