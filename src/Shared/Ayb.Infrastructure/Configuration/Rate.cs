using System.Globalization;

namespace Ayb.Infrastructure.Configuration;

/// <summary>How often something may happen, written as <c>10/1h</c>: ten times in an hour; or <c>off</c>, as often as may be.</summary>
/// <param name="Count">How often; 0 when it is off.</param>
/// <param name="Period">In which time.</param>
public readonly record struct Rate(int Count, TimeSpan Period)
{
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(366);

    /// <summary>Not limited.</summary>
    public static Rate Off => default;

    public bool IsOff => Count == 0;

    /// <returns>False when the text is neither <c>off</c> nor a positive count and a period of at most a year.</returns>
    public static bool TryParse(string text, out Rate rate)
    {
        rate = Off;
        if (text == "off")
        {
            return true;
        }

        if (text.Split('/') is not [var count, var period]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number == 0
            || !GoDuration.TryParse(period, out var duration)
            || duration <= TimeSpan.Zero
            || duration > LongestPeriod)
        {
            return false;
        }

        rate = new Rate(number, duration);
        return true;
    }

    /// <summary>As it is written, in the largest unit that leaves a whole number.</summary>
    public override string ToString()
    {
        var (unit, name) = Period.Ticks switch
        {
            var ticks when ticks % TimeSpan.TicksPerHour == 0 => (TimeSpan.TicksPerHour, "h"),
            var ticks when ticks % TimeSpan.TicksPerMinute == 0 => (TimeSpan.TicksPerMinute, "m"),
            var ticks when ticks % TimeSpan.TicksPerSecond == 0 => (TimeSpan.TicksPerSecond, "s"),
            _ => (TimeSpan.TicksPerMillisecond, "ms"),
        };
        return IsOff ? "off" : string.Create(CultureInfo.InvariantCulture, $"{Count}/{Period.Ticks / unit}{name}");
    }
}
