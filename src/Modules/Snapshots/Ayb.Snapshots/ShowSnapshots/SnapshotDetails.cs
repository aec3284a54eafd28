using Ayb.Snapshots.Catalog;

namespace Ayb.Snapshots;

/// <summary>All that is known of a snapshot.</summary>
/// <param name="SnapshotId">What it is known by, within its database.</param>
/// <param name="Kind">Why it was taken.</param>
/// <param name="Name">What somebody calls it.</param>
/// <param name="Note">What somebody has to say about it.</param>
/// <param name="CreatedAt">The moment that it shows.</param>
/// <param name="Bytes">The length of the SQLite file.</param>
/// <param name="StoredBytes">The room that it takes up.</param>
/// <param name="Sha256">The hash of the SQLite file.</param>
public sealed record SnapshotDetails(
    string SnapshotId, SnapshotKind Kind, string? Name, string? Note, DateTime CreatedAt, long Bytes, long StoredBytes, string Sha256)
{
    internal static SnapshotDetails Of(Snapshot snapshot) => new(
        snapshot.Id,
        snapshot.Kind,
        snapshot.Name,
        snapshot.Note,
        snapshot.TakenAt.UtcDateTime,
        snapshot.Bytes,
        snapshot.StoredBytes,
        snapshot.Sha256);
}
