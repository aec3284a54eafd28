namespace Ayb.Benchmarks.Load;

/// <param name="Work">What all of them did.</param>
/// <param name="Unit">Of the spreads.</param>
/// <param name="Spreads">The first is ayb's.</param>
internal sealed record RaceResult(string Work, Unit Unit, IReadOnlyList<Spread> Spreads)
{
    public Spread Ayb => Spreads[0];

    /// <returns>How many times as fast ayb is as another.</returns>
    public double RatioTo(Spread other) => Unit.Ratio(Ayb.Median, other.Median);
}
