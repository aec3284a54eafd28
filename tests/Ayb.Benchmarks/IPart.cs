namespace Ayb.Benchmarks;

/// <summary>Something to measure that stands alone: it starts what it needs, and leaves nothing behind.</summary>
internal interface IPart
{
    /// <summary>As <c>--only</c> takes it.</summary>
    string Name { get; }

    string Summary { get; }

    /// <exception cref="WrongAnswerException">Somebody answered wrongly: there is nothing to measure.</exception>
    Task RunAsync(BenchmarkRun run);
}
