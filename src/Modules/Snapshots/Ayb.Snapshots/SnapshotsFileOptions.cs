using System.ComponentModel.DataAnnotations;

namespace Ayb.Snapshots;

/// <summary>The section <c>[snapshots.file]</c>: a folder that keeps snapshots.</summary>
internal sealed class SnapshotsFileOptions
{
    [MinLength(1)]
    public required string Path { get; init; }
}
