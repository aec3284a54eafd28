using System.Globalization;
using System.Text;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Querying.Protocol;

namespace Ayb.Querying;

/// <summary>Says of a comparison which versions it is of: workers know nothing of snapshots.</summary>
internal static class DiffHead
{
    /// <summary>How much of what the worker has written it stands in for: of a JSON document the brace that opens it.</summary>
    public static int Replaces(DiffFormat format) => format == DiffFormat.Json ? 1 : 0;

    public static byte[] Of(VersionsDiff diff) => Encoding.UTF8.GetBytes(diff.Format switch
    {
        DiffFormat.Json => $$"""{"from":{{Json(diff.From)}},"to":{{Json(diff.To)}},""",
        DiffFormat.Sql => $"-- From {Text(diff.From)} to {Text(diff.To)}\n",
        _ => $"From {Text(diff.From)} to {Text(diff.To)}\n",
    });

    private static string Json(DatabaseVersion? version) => version is null
        ? "null"
        : $$"""{"snapshot_id":"{{JsonEncodedText.Encode(version.Id)}}","taken_at":"{{Time(version)}}"}""";

    /// <summary>Ids are quoted as JSON has them: one line, whatever they are.</summary>
    private static string Text(DatabaseVersion? version) =>
        version is null ? "now" : $"{JsonEncodedText.Encode(version.Id)} ({Time(version)})";

    private static string Time(DatabaseVersion version) =>
        version.TakenAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
