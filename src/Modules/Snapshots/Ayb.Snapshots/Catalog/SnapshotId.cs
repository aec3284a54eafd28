using System.Buffers;
using System.Globalization;

namespace Ayb.Snapshots.Catalog;

/// <summary>What a snapshot is known by: when it was taken, to the second, and the begin of its content's hash.</summary>
internal static class SnapshotId
{
    public const string Rule = "The id of a snapshot has 1 to 64 of A-Z a-z 0-9 - _, as list_snapshots shows it.";

    private const int MaxLength = 64;
    private const int HashDigits = 12;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static bool IsValid(string id) => id.Length is > 0 and <= MaxLength && !id.AsSpan().ContainsAnyExcept(Allowed);

    /// <param name="takenAt">Its moment.</param>
    /// <param name="sha256">Its content's hash.</param>
    /// <param name="turn">From 1; the next one when there is a snapshot of this id already.</param>
    public static string Of(DateTimeOffset takenAt, string sha256, int turn)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{takenAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{sha256[..HashDigits]}");
        return turn == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{turn}");
    }
}
