namespace Ayb.Querying.Worker.Lanes;

/// <summary>Threads, with as much stack as SQLite's deepest recursion within our limits takes.</summary>
internal static class Lane
{
    private const int StackSize = 1 << 20;

    /// <param name="name">For those who look at the process from outside.</param>
    /// <param name="run">What it does.</param>
    public static void Start(string name, ThreadStart run) =>
        new Thread(run, StackSize) { Name = name, IsBackground = true }.Start();
}
