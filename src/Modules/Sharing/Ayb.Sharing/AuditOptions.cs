using Ayb.Infrastructure.Configuration;

namespace Ayb.Sharing;

/// <summary>The section <c>[audit]</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>How long an event stays in the audit log.</summary>
    [DurationRange("1h", "3653d")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(8760);
}
