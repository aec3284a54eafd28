using System.ComponentModel.DataAnnotations;
using Ayb.Infrastructure.Configuration;

namespace Ayb.Snapshots;

/// <summary>The section <c>[snapshots]</c>: snapshots are kept in an S3 bucket or in a folder.</summary>
internal sealed class SnapshotsOptions : IValidatableObject
{
    private const string CredentialsAndBucket = "access_key_id, secret_access_key and bucket";

    public SqliteMethod SqliteMethod { get; init; }

    [Secret, MinLength(1)]
    public string? AccessKeyId { get; init; }

    [Secret, MinLength(1)]
    public string? SecretAccessKey { get; init; }

    [MinLength(1)]
    public string? Bucket { get; init; }

    /// <summary>What every key begins with, in the bucket or in the folder; slashes around it say nothing.</summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>Null for Amazon's own, in <see cref="Region"/>.</summary>
    [HttpUrl]
    public string? EndpointUrl { get; init; }

    [MinLength(1)]
    public string Region { get; init; } = "us-east-1";

    /// <summary>Whether the bucket stands in the path of a URL, and not in its host.</summary>
    public bool ForcePathStyle { get; init; }

    /// <summary>How many snapshots a database may have that somebody has asked for.</summary>
    [Range(1, int.MaxValue)]
    public int MaxManual { get; init; } = 100;

    public SnapshotsFileOptions? File { get; init; }

    public SnapshotsAutomationOptions? Automation { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var given = new[] { AccessKeyId, SecretAccessKey, Bucket }.Count(setting => setting is not null);
        var complaint = (given, File) switch
        {
            (0, null) => $"there is no place for snapshots. Add {CredentialsAndBucket} for one in S3, or [snapshots.file] for a folder.",
            (0 or 3, null) or (0, not null) => null,
            (_, null) => $"S3 needs {CredentialsAndBucket}, and {Missing()} is missing.",
            _ => $"there are two places for snapshots. Remove [snapshots.file], or {CredentialsAndBucket}.",
        };
        if (complaint is not null)
        {
            yield return new ValidationResult(complaint);
        }

        if (PathPrefix.Split('/').Any(part => part is "." or ".."))
        {
            yield return new ValidationResult("path_prefix must not lead through '.' or '..'.");
        }
    }

    private string Missing() => string.Join(" and ", new[]
    {
        AccessKeyId is null ? "access_key_id" : null,
        SecretAccessKey is null ? "secret_access_key" : null,
        Bucket is null ? "bucket" : null,
    }.OfType<string>());
}
