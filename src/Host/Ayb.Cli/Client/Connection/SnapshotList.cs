namespace Ayb.Cli.Client.Connection;

internal sealed record SnapshotList(IReadOnlyList<ListedSnapshot> Snapshots);

internal sealed record ListedSnapshot(string SnapshotId, string LastModifiedAt);
