using System.Globalization;

namespace Ayb.Benchmarks.Servers;

/// <summary>What the kernel says about a process.</summary>
internal sealed class KernelView(int process)
{
    /// <summary>KiB in memory.</summary>
    public long Resident => Value("VmRSS");

    /// <summary>The most KiB that were in memory since <see cref="ForgetPeak"/>.</summary>
    public long Peak => Value("VmHWM");

    public long Threads => Value("Threads");

    public IReadOnlyList<KernelView> Children =>
    [
        .. Directory.EnumerateDirectories($"/proc/{process}/task")
            .SelectMany(thread => ChildrenOf(thread).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => new KernelView(int.Parse(child, CultureInfo.InvariantCulture))),
    ];

    /// <summary>KiB that the machine could still give away.</summary>
    public static long Available => Value("/proc/meminfo", "MemAvailable");

    public void ForgetPeak()
    {
        try
        {
            File.WriteAllText($"/proc/{process}/clear_refs", "5");
        }
        catch (UnauthorizedAccessException)
        {
            // The peak is then the one since the start of the process, which is no smaller.
        }
    }

    private static string ChildrenOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "children"));
        }
        catch (IOException)
        {
            // The thread has ended meanwhile, and its children are another's.
            return "";
        }
    }

    private long Value(string name) => Value($"/proc/{process}/status", name);

    private static long Value(string file, string name)
    {
        var line = File.ReadLines(file).First(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
        return long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
