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
    /// <exception cref="CommandFailedException">It is meant as a time, and is none.</exception>
    public static string ToExact(string text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParseExact(text.ToUpperInvariant(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time))
        {
            return IsMeantAsTime(text)
                ? throw new CommandFailedException($"'{text}' is no time, nor a snapshot's id. Write a time as 2026-03-01, \"2026-03-01 14:30\" or 2026-03-01T14:30:00Z")
                : text;
        }

        var ticks = time.Ticks - (time.Kind == DateTimeKind.Utc ? TimeSpan.Zero : OffsetAt(time, zone)).Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime(ticks).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
            : throw new CommandFailedException($"'{text}' is too long ago, or too far ahead. Name a time nearer to today.");
    }

    // Of a time that clocks show twice it is the first one. One that they leave out is counted on from the last before it,
    // so that a day whose midnight is left out begins when it does.
    private static TimeSpan OffsetAt(DateTime time, TimeZoneInfo zone) =>
        zone.IsAmbiguousTime(time) ? zone.GetAmbiguousTimeOffsets(time).Max() : zone.GetUtcOffset(time);

    // An id may well begin like a date, being the name of what somebody else has put there.
    private static bool IsMeantAsTime(string text) => text.Length == 0 || text.AsSpan().ContainsAny(' ', ':');
}
