using Ayb.Contracts;

namespace Ayb.Snapshots.Catalog;

/// <summary>What was in a database at one moment, and where it is kept.</summary>
/// <param name="Database">What it is a snapshot of.</param>
/// <param name="Id">What it is known by, within its database.</param>
/// <param name="Kind">Why it was taken.</param>
/// <param name="Name">What somebody calls it.</param>
/// <param name="Note">What somebody has to say about it.</param>
/// <param name="TakenAt">That moment, to the millisecond.</param>
/// <param name="Bytes">The length of the SQLite file.</param>
/// <param name="StoredBytes">The length of what is stored of it.</param>
/// <param name="Sha256">The hash of the SQLite file, in hexadecimal digits.</param>
/// <param name="ObjectKey">Where the storage has it.</param>
internal sealed record Snapshot(
    DatabaseId Database,
    string Id,
    SnapshotKind Kind,
    string? Name,
    string? Note,
    DateTimeOffset TakenAt,
    long Bytes,
    long StoredBytes,
    string Sha256,
    string ObjectKey);
