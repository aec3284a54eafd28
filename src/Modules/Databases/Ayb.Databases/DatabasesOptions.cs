using Ayb.Infrastructure.Configuration;

namespace Ayb.Databases;

/// <summary>The section <c>[databases]</c>.</summary>
public sealed class DatabasesOptions
{
    /// <summary>How long a deleted database can come back.</summary>
    [DurationRange("1s", "3653d")]
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromHours(168);
}
