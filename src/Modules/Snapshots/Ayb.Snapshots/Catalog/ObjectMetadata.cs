using System.Globalization;
using Ayb.Contracts;
using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots.Catalog;

/// <summary>What an object tells of itself, so that its row can be made again.</summary>
internal static class ObjectMetadata
{
    private const string DatabaseId = "database-id";
    private const string Kind = "kind";
    private const string Name = "name";
    private const string Note = "note";
    private const string TakenAt = "taken-at";
    private const string Bytes = "bytes";
    private const string Sha256 = "sha256";
    private const int Sha256Digits = 64;

    public static IReadOnlyDictionary<string, string> Of(Snapshot snapshot)
    {
        var metadata = new Dictionary<string, string>
        {
            [DatabaseId] = snapshot.Database.Value,
            [Kind] = WireName.Of(snapshot.Kind),
            [TakenAt] = snapshot.TakenAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            [Bytes] = snapshot.Bytes.ToString(CultureInfo.InvariantCulture),
            [Sha256] = snapshot.Sha256,
        };
        if (snapshot.Name is { } name)
        {
            metadata[Name] = name;
        }

        if (snapshot.Note is { } note)
        {
            metadata[Note] = note;
        }

        return metadata;
    }

    /// <summary>Whether it says of which database it is a snapshot; those of other servers have nothing to say.</summary>
    public static bool IsOurs(IReadOnlyDictionary<string, string> metadata) => metadata.ContainsKey(DatabaseId);

    /// <returns>Null for an object that is no snapshot of ayb's.</returns>
    public static Snapshot? Read(StoredObject stored, IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(DatabaseId, out var database)
        && metadata.TryGetValue(Kind, out var kindName)
        && WireName.TryParse<SnapshotKind>(kindName, out var kind)
        && metadata.TryGetValue(TakenAt, out var time)
        && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var takenAt)
        && metadata.TryGetValue(Bytes, out var length)
        && long.TryParse(length, CultureInfo.InvariantCulture, out var bytes)
        && bytes >= 0
        && metadata.TryGetValue(Sha256, out var sha256)
        && sha256.Length == Sha256Digits
        && !metadata.Values.Any(value => value.Contains('\0'))
        && stored.Key[(stored.Key.LastIndexOf('/') + 1)..] is var id
        && SnapshotId.IsValid(id)
            ? new Snapshot(
                new DatabaseId(database),
                id,
                kind,
                metadata.GetValueOrDefault(Name),
                metadata.GetValueOrDefault(Note),
                takenAt,
                bytes,
                stored.Bytes,
                sha256,
                stored.Key)
            : null;
}
