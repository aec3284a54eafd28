namespace Ayb.Querying.Worker.Sandbox;

/// <summary>What the kernel counts for us, see setrlimit(2).</summary>
internal static unsafe class ProcessLimits
{
    private const int Data = 2;
    private const int Core = 4;
    private const int OpenFiles = 7;

    private const ulong MaxData = 1UL << 30;
    private const ulong MaxOpenFiles = 64;

    /// <returns>Whether every limit is in force.</returns>
    public static bool Apply() =>
        // No core dumps: they would hold the tenant's rows outside the tenant's folder.
        Set(Core, 0) && Set(OpenFiles, MaxOpenFiles) && Set(Data, MaxData);

    private static bool Set(int resource, ulong limit)
    {
        var softAndHard = stackalloc ulong[] { limit, limit };
        return Linux.SetLimit(resource, softAndHard) == 0;
    }
}
