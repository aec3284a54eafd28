using Ayb.Contracts;

namespace Ayb.Snapshots.Catalog;

/// <summary>A snapshot as the metadata holds it.</summary>
internal sealed record SnapshotRow(
    string DatabaseId,
    string Id,
    string Kind,
    string? Name,
    string? Note,
    long TakenAt,
    long Bytes,
    long StoredBytes,
    string Sha256,
    string ObjectKey)
{
    public static SnapshotRow Of(Snapshot snapshot) => new(
        snapshot.Database.Value,
        snapshot.Id,
        WireName.Of(snapshot.Kind),
        snapshot.Name,
        snapshot.Note,
        snapshot.TakenAt.ToUnixTimeMilliseconds(),
        snapshot.Bytes,
        snapshot.StoredBytes,
        snapshot.Sha256,
        snapshot.ObjectKey);

    public Snapshot ToSnapshot() => new(
        new DatabaseId(DatabaseId),
        Id,
        WireName.TryParse<SnapshotKind>(Kind, out var kind)
            ? kind
            : throw new InvalidDataException($"Snapshot {Id} of database {DatabaseId} is of an unknown kind."),
        Name,
        Note,
        DateTimeOffset.FromUnixTimeMilliseconds(TakenAt),
        Bytes,
        StoredBytes,
        Sha256,
        ObjectKey);
}
