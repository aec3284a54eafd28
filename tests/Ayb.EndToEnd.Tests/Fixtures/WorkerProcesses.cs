using System.Diagnostics;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>The processes that serve the databases of a folder, as the kernel lists them.</summary>
internal static class WorkerProcesses
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<int> In(string folder) =>
        [.. Running().Where(process => IsWorker(process) && CommandLine(process).Contains(folder, StringComparison.Ordinal))];

    /// <summary>Waits until no process serves a database of the folder.</summary>
    public static async Task GoneFromAsync(TestFolder folder)
    {
        while (In(folder.Path) is [var first, ..])
        {
            try
            {
                using var worker = Process.GetProcessById(first);
                await worker.WaitForExitAsync().WaitAsync(Deadline);
            }
            catch (ArgumentException)
            {
                // It is gone already.
            }
        }
    }

    /// <summary>Every argument of a process, with a space after it; empty for one that is gone.</summary>
    public static string CommandLine(int process) => Read(process, "cmdline").Replace('\0', ' ');

    /// <summary>The variables of a process; empty for one that is gone.</summary>
    public static string Environment(int process) => Read(process, "environ").Replace('\0', '\n');

    public static IEnumerable<int> Running() =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!));

    private static bool IsWorker(int process) => Read(process, "comm").StartsWith("ayb-query-work", StringComparison.Ordinal);

    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
