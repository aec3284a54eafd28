using System.Globalization;

namespace Ayb.Infrastructure.Configuration;

/// <summary>
/// Durations the way Go writes them (<c>time.ParseDuration</c>): numbers with a unit each, one after the other, like
/// <c>30m</c>, <c>1h30m</c>, <c>1.5h</c> or <c>300ms</c>; and, which Go does not read, <c>d</c> for days of 24 hours and
/// <c>w</c> for weeks.
/// </summary>
public static class GoDuration
{
    // The number of nanoseconds that Go can hold, in ticks: some 292 years.
    private const decimal MaximumTicks = long.MaxValue / 100m;

    /// <summary>
    /// Reads a duration. The units are ns, us (or µs), ms, s, m, h, d and w; a sign may lead; <c>0</c> needs no unit.
    /// What is finer than a tick of 100 ns is cut off.
    /// </summary>
    /// <returns>False when the text is no duration, or one beyond what Go can hold (some 292 years).</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var rest = text is ['+' or '-', .. var unsigned] ? unsigned.AsSpan() : text.AsSpan();
        duration = TimeSpan.Zero;
        if (rest is "0")
        {
            return true;
        }

        var ticks = 0m;
        do
        {
            if (!TryTakePart(ref rest, out var part) || ticks + part > MaximumTicks)
            {
                return false;
            }

            ticks += part;
        }
        while (!rest.IsEmpty);

        duration = TimeSpan.FromTicks((long)(text[0] == '-' ? -ticks : ticks));
        return true;
    }

    private static bool TryTakePart(ref ReadOnlySpan<char> rest, out decimal ticks)
    {
        ticks = 0;
        var numberLength = LengthWhile(rest, IsPartOfNumber);
        if (!decimal.TryParse(rest[..numberLength], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        rest = rest[numberLength..];
        var unitLength = LengthWhile(rest, character => !IsPartOfNumber(character));
        var unit = TicksPer(rest[..unitLength]);
        rest = rest[unitLength..];
        if (unit is null || number > MaximumTicks / unit)
        {
            return false;
        }

        ticks = number * unit.Value;
        return true;
    }

    private static decimal? TicksPer(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 0.01m,
        "us" or "\u00B5s" or "\u03BCs" => TimeSpan.TicksPerMicrosecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" => TimeSpan.TicksPerMinute,
        "h" => TimeSpan.TicksPerHour,
        "d" => TimeSpan.TicksPerDay,
        "w" => 7 * TimeSpan.TicksPerDay,
        _ => null,
    };

    private static bool IsPartOfNumber(char character) => char.IsAsciiDigit(character) || character == '.';

    private static int LengthWhile(ReadOnlySpan<char> text, Func<char, bool> accepts)
    {
        var length = 0;
        while (length < text.Length && accepts(text[length]))
        {
            length++;
        }

        return length;
    }
}
