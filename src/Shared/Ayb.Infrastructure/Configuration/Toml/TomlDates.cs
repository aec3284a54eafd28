using System.Globalization;

namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>
/// The four kinds of dates and times (RFC 3339). Years are 0001 to 9999, there is no leap second, and digits finer than
/// a tick of 100 ns are cut off.
/// </summary>
internal static class TomlDates
{
    private const int DateLength = 10;
    private const int TimeLength = 8;
    private const int TickDigits = 7;

    private static readonly TimeSpan LargestClrOffset = TimeSpan.FromHours(14);

    public static bool IsDate(string token) => TryDate(token, out _);

    /// <returns>Null when the token is no date or time.</returns>
    public static TomlScalar? TryRead(string token, TomlPosition position)
    {
        if (TryTime(token, out var time, out var rest))
        {
            return rest.IsEmpty ? new TomlScalar(TomlKind.LocalTime, time, position) : null;
        }

        if (token.Length < DateLength || !TryDate(token.AsSpan(0, DateLength), out var date))
        {
            return null;
        }

        if (token.Length == DateLength)
        {
            return new TomlScalar(TomlKind.LocalDate, date, position);
        }

        if (token[DateLength] is not ('T' or 't' or ' ') || !TryTime(token.AsSpan(DateLength + 1), out time, out rest))
        {
            return null;
        }

        var local = date.ToDateTime(time);
        if (rest.IsEmpty)
        {
            return new TomlScalar(TomlKind.LocalDateTime, local, position);
        }

        return TryOffset(rest, out var offset) && TryInstant(local, offset, out var instant)
            ? new TomlScalar(TomlKind.OffsetDateTime, instant, position)
            : null;
    }

    private static bool TryDate(ReadOnlySpan<char> text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static bool TryTime(ReadOnlySpan<char> text, out TimeOnly time, out ReadOnlySpan<char> rest)
    {
        rest = default;
        time = default;
        if (text.Length < TimeLength
            || !TimeOnly.TryParseExact(text[..TimeLength], "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
        {
            return false;
        }

        rest = text[TimeLength..];
        if (rest is not ['.', .. var fraction])
        {
            return true;
        }

        var digits = fraction.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? fraction.Length : digits;
        rest = fraction[digits..];
        time = time.Add(TimeSpan.FromTicks(Ticks(fraction[..digits])));
        return digits > 0;
    }

    private static long Ticks(ReadOnlySpan<char> fraction)
    {
        var ticks = 0L;
        for (var index = 0; index < TickDigits; index++)
        {
            ticks = (ticks * 10) + (index < fraction.Length ? fraction[index] - '0' : 0);
        }

        return ticks;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text is not ['+' or '-', .. var clock]
            || !TimeOnly.TryParseExact(clock, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return false;
        }

        offset = text[0] == '-' ? -time.ToTimeSpan() : time.ToTimeSpan();
        return true;
    }

    /// <summary>RFC 3339 allows offsets up to 23:59, the CLR up to 14:00: beyond that the same instant is given in UTC.</summary>
    private static bool TryInstant(DateTime local, TimeSpan offset, out DateTimeOffset instant)
    {
        var utc = local.Ticks - offset.Ticks;
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
        {
            instant = default;
            return false;
        }

        instant = new DateTimeOffset(utc, TimeSpan.Zero);
        instant = offset.Duration() <= LargestClrOffset ? instant.ToOffset(offset) : instant;
        return true;
    }
}
