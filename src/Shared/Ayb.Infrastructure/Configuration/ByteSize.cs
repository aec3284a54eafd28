using System.Globalization;

namespace Ayb.Infrastructure.Configuration;

/// <summary>A number of bytes, written as one (<c>4096</c>) or with a binary unit: <c>64KiB</c>, <c>256MiB</c>, <c>10GiB</c>, <c>2TiB</c>.</summary>
public readonly record struct ByteSize(long Bytes)
{
    private static readonly string[] Units = ["KiB", "MiB", "GiB", "TiB"];

    /// <returns>False when the text is no size, or one beyond 64 bits.</returns>
    public static bool TryParse(string text, out ByteSize size)
    {
        var unit = Array.FindIndex(Units, unit => text.EndsWith(unit, StringComparison.Ordinal)) + 1;
        var digits = unit == 0 ? text : text[..^Units[unit - 1].Length];
        var bytes = 0L;
        var isSize = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= long.MaxValue >> (10 * unit);
        if (isSize)
        {
            bytes = number << (10 * unit);
        }

        size = new ByteSize(bytes);
        return isSize;
    }
}
