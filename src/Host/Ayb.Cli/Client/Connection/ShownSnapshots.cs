namespace Ayb.Cli.Client.Connection;

internal sealed record ShownSnapshots(IReadOnlyList<SnapshotDetails> Snapshots);

internal sealed record SnapshotDetails(
    string SnapshotId, string Kind, long Bytes, string CreatedAt, string? Name = null, string? Note = null);
