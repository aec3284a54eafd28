using System.ComponentModel.DataAnnotations;
using Ayb.Infrastructure.Configuration;

namespace Ayb.Host;

/// <summary>Settings of <c>[snapshots]</c>.</summary>
internal sealed class SnapshotsOptions
{
    public required string SqliteMethod { get; init; }

    [Secret]
    public required string AccessKeyId { get; init; }

    [Secret]
    public required string SecretAccessKey { get; init; }

    public required string Bucket { get; init; }

    public required string PathPrefix { get; init; }

    public string? EndpointUrl { get; init; }

    public string? Region { get; init; }

    public bool ForcePathStyle { get; init; }

    public SnapshotsAutomationOptions? Automation { get; init; }
}

/// <summary>Settings of <c>[snapshots.automation]</c>.</summary>
internal sealed class SnapshotsAutomationOptions
{
    public required TimeSpan Interval { get; init; }

    [Range(1, int.MaxValue)]
    public required int MaxSnapshots { get; init; }
}
