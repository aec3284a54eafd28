namespace Ayb.Benchmarks.Parts;

internal sealed class Growth : IPart
{
    public string Name => "growth";

    public string Summary => "How cost grows with databases and with rows";

    public async Task RunAsync(BenchmarkRun run)
    {
        await GrowthByDatabases.RunAsync(run);
        await GrowthByRows.RunAsync(run);
    }
}
