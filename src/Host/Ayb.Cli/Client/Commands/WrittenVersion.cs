using System.Globalization;

namespace Ayb.Cli.Client.Commands;

/// <summary>A version of a database as people write it: a snapshot's id, or a time by the clock on their wall unless it names its zone.</summary>
internal static class WrittenVersion
{
    /// <summary>For a help text.</summary>
    public const string Meaning =
        "a snapshot's id, or a time for the last one until then: 2026-03-01 (when that day began here), \"2026-03-01 14:30\" (here) or 2026-03-01T14:30:00Z";

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The same as the server understands it: of a time the exact moment.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="zone">Where it was.</param>
    /// <exception cref="CommandFailedException">It begins like a time, and is none.</exception>
    public static string ToExact(string text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParseExact(text.ToUpperInvariant(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
        {
            return IsMeantAsTime(text)
                ? throw new CommandFailedException($"'{text}' is no time. Write it as 2026-03-01, \"2026-03-01 14:30\" or 2026-03-01T14:30:00Z")
                : text;
        }

        var moment = time.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(time, zone.GetUtcOffset(time)) : new DateTimeOffset(time);
        return moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
    }

    // Ids of snapshots have neither blanks nor colons, and their dates no hyphens.
    private static bool IsMeantAsTime(string text) => text is "" or [_, _, _, _, '-', _, _, '-', ..] || text.AsSpan().ContainsAny(' ', ':');
}
