namespace Ayb.Snapshots.Storage.S3;

/// <summary>How patient we are with a storage.</summary>
internal sealed record S3Limits
{
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For one request until its answer begins; a part of <see cref="S3Storage.PartBytes"/> has gone out by then.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>For the next bytes of an object that is being read.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For taking back an upload that has failed.</summary>
    public TimeSpan Abort { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After the first attempt; what lies between grows from a second, with jitter.</summary>
    public int Retries { get; init; } = 3;
}
