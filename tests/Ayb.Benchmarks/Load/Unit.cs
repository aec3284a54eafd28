using System.Globalization;

namespace Ayb.Benchmarks.Load;

/// <summary>What a race is measured in.</summary>
internal sealed record Unit(string Suffix, int Decimals, bool MoreIsBetter)
{
    public static readonly Unit RequestsPerSecond = new("/s", 0, true);

    public static readonly Unit RowsPerSecond = new(" rows/s", 0, true);

    public static readonly Unit Milliseconds = new(" ms", 2, false);

    public string Format(double value) => value.ToString($"N{Decimals}", CultureInfo.InvariantCulture) + Suffix;

    /// <returns>How many times as fast the first is as the second.</returns>
    public double Ratio(double first, double second) => MoreIsBetter ? first / second : second / first;
}
