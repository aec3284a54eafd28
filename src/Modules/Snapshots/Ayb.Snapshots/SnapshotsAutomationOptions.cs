using System.ComponentModel.DataAnnotations;
using Ayb.Infrastructure.Configuration;

namespace Ayb.Snapshots;

/// <summary>The section <c>[snapshots.automation]</c>: snapshots that nobody has to ask for.</summary>
internal sealed class SnapshotsAutomationOptions
{
    /// <summary>From the begin of a run to that of the next, which waits for the end of the one before.</summary>
    [DurationRange("1s", "8760h")]
    public required TimeSpan Interval { get; init; }

    /// <summary>How many of them a database keeps.</summary>
    [Range(1, int.MaxValue)]
    public required int MaxSnapshots { get; init; }
}
