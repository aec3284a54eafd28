using System.ComponentModel.DataAnnotations;
using Ayb.Infrastructure.Configuration;

namespace Ayb.Querying;

/// <summary>What the queries of a database may use. What is not set is as for all databases, or as it is by default.</summary>
internal class DatabaseLimitsOptions
{
    [DurationRange("100ms", "24h")]
    public TimeSpan? QueryTime { get; init; }

    [SizeRange("64KiB", "1TiB")]
    public ByteSize? ResultBytes { get; init; }

    [SizeRange("16MiB", "64GiB")]
    public ByteSize? HeapBytes { get; init; }

    [SizeRange("1MiB", "16TiB")]
    public ByteSize? DatabaseBytes { get; init; }

    /// <summary>Less than a frame to the worker may hold.</summary>
    [SizeRange("1KiB", "15MiB")]
    public ByteSize? StatementBytes { get; init; }

    [Range(1, 32)]
    public int? ConcurrentQueries { get; init; }

    [Range(1, 1_000_000)]
    public int? QueuedQueries { get; init; }

    [Range(0, 64)]
    public int? Sessions { get; init; }

    [DurationRange("100ms", "24h")]
    public TimeSpan? SessionIdle { get; init; }

    [DurationRange("100ms", "24h")]
    public TimeSpan? SessionTime { get; init; }

    [DurationRange("100ms", "24h")]
    public TimeSpan? SessionTimeContended { get; init; }

    [DurationRange("100ms", "24h")]
    public TimeSpan? ImportTime { get; init; }
}
