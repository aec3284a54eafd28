namespace Ayb.Benchmarks.Load;

/// <param name="Answered">How many requests were answered with success.</param>
internal sealed record WrkRun(long Answered, double PerSecond);
