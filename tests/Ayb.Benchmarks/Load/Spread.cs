namespace Ayb.Benchmarks.Load;

/// <summary>The measurements of one contestant.</summary>
internal sealed record Spread(string Name, double Median, double Least, double Most)
{
    public static Spread Of(string name, IReadOnlyCollection<double> values) =>
        new(name, Quantile(values, 0.5), values.Min(), values.Max());

    /// <returns>The value that a share of the values does not exceed.</returns>
    public static double Quantile(IReadOnlyCollection<double> values, double share) =>
        values.Order().ElementAt(Math.Min(values.Count - 1, (int)(values.Count * share)));
}
