using Amazon.S3.Model;
using Ayb.Contracts;

namespace Ayb.Snapshots.Storage.S3;

/// <summary>
/// Text as headers of an object: percent-encoded, since headers are ASCII, and a long value in several of them
/// (<c>note</c>, <c>note--2</c>, …), since some storages take 256 bytes in each. All together may have 2 KB, says S3.
/// </summary>
internal static class MetadataHeaders
{
    private const int MaxValue = 250;
    private const int MaxTotal = 2048;
    private const string S3Prefix = "x-amz-meta-";
    private const string Continuation = "--";

    /// <exception cref="SnapshotException">It is more than S3 takes.</exception>
    public static IReadOnlyList<(string Name, string Value)> Encode(IReadOnlyDictionary<string, string> metadata)
    {
        var headers = metadata.SelectMany(entry => Uri.EscapeDataString(entry.Value)
            .Chunk(MaxValue)
            .DefaultIfEmpty([])
            .Select((part, index) => (index == 0 ? entry.Key : $"{entry.Key}{Continuation}{index + 1}", new string(part)))).ToList();
        return headers.Sum(header => header.Item1.Length + header.Item2.Length) <= MaxTotal
            ? headers
            : throw new SnapshotException(AybError.Invalid("The name and the note of the snapshot are too long."));
    }

    public static IReadOnlyDictionary<string, string> Decode(MetadataCollection headers) => headers.Keys
        .Select(header => (Name: header[S3Prefix.Length..].Split(Continuation), Value: headers[header]))
        .GroupBy(header => header.Name[0])
        .ToDictionary(
            parts => parts.Key,
            parts => Uri.UnescapeDataString(string.Concat(parts.OrderBy(part => Number(part.Name)).Select(part => part.Value))));

    private static int Number(string[] name) => name.Length > 1 && int.TryParse(name[1], out var number) ? number : 1;
}
