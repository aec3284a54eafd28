using System.Globalization;
using Ayb.Snapshots.Storage;

namespace Ayb.Snapshots.Disaster;

/// <summary>What an object tells that holds all of a server's metadata.</summary>
/// <param name="Id">When it was taken, to the second: <c>20260301T120000Z</c>.</param>
/// <param name="Lineage">Whose metadata it is; empty when nobody knows.</param>
/// <param name="Bytes">The length of the export, or more.</param>
/// <param name="Sha256">The hash of the export; <c>null</c> when nobody knows.</param>
internal sealed record MetadataSnapshot(string Id, string Lineage, long Bytes, string? Sha256)
{
    /// <summary>A name that no entity can have.</summary>
    public const string Folder = "~metadata/";

    private const string IdFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string LineageName = "lineage";
    private const string BytesName = "bytes";
    private const string Sha256Name = "sha256";

    public string Key => Folder + Id;

    public IReadOnlyDictionary<string, string> ObjectMetadata => new Dictionary<string, string>
    {
        [LineageName] = Lineage,
        [BytesName] = Bytes.ToString(CultureInfo.InvariantCulture),
        [Sha256Name] = Sha256 ?? "",
    };

    public static string IdOf(DateTimeOffset takenAt) => takenAt.UtcDateTime.ToString(IdFormat, CultureInfo.InvariantCulture);

    public static string IdAfter(string id) => IdOf(TimeOf(id)!.Value.AddSeconds(1));

    /// <returns><c>null</c> for what is no id.</returns>
    public static DateTimeOffset? TimeOf(string id) =>
        DateTimeOffset.TryParseExact(id, IdFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <returns><c>null</c> for what somebody else has put there.</returns>
    public static string? IdOf(StoredObject found) =>
        found.Key.StartsWith(Folder, StringComparison.Ordinal)
        && found.Key[Folder.Length..] is var id
        && TimeOf(id) is not null
            ? id
            : null;

    public static MetadataSnapshot Read(string id, IReadOnlyDictionary<string, string> metadata) => new(
        id,
        metadata.GetValueOrDefault(LineageName, ""),
        long.TryParse(metadata.GetValueOrDefault(BytesName), CultureInfo.InvariantCulture, out var bytes) ? bytes : long.MaxValue,
        metadata.GetValueOrDefault(Sha256Name) is { Length: > 0 } sha256 ? sha256 : null);
}
