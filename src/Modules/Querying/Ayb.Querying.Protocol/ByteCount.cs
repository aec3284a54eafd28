using System.Globalization;

namespace Ayb.Querying.Protocol;

/// <summary>Sizes as messages tell them.</summary>
public static class ByteCount
{
    /// <summary>In the largest unit that leaves a whole number: <c>4 MiB</c>, <c>1500 bytes</c>.</summary>
    public static string Text(long bytes)
    {
        var (unit, name) = bytes switch
        {
            _ when bytes % (1L << 30) == 0 => (1L << 30, "GiB"),
            _ when bytes % (1L << 20) == 0 => (1L << 20, "MiB"),
            _ when bytes % (1L << 10) == 0 => (1L << 10, "KiB"),
            _ => (1L, "bytes"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / unit} {name}");
    }
}
