using System.Globalization;
using Ayb.Benchmarks.Output;
using Ayb.Benchmarks.Sqlite;
using Ayb.Testing;

namespace Ayb.Benchmarks;

/// <summary>What numbers are worth nothing without.</summary>
internal static class Machine
{
    public static async Task<Table> DescribeAsync(Pace pace)
    {
        var disk = new DriveInfo(Path.GetTempPath());
        var table = new Table("machine", "");
        table.Add("date", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        table.Add("commit", await CommitAsync());
        table.Add("pace", pace.Name);
        table.Add("processor", $"{Environment.ProcessorCount} × {Processor()}");
        table.Add("memory", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20:N0} MiB");
        table.Add("kernel", File.ReadAllText("/proc/sys/kernel/osrelease").Trim());
        table.Add("disk", $"{disk.DriveFormat} at {Path.GetTempPath()}");
        table.Add("load at the start", File.ReadAllText("/proc/loadavg").Split(' ')[0]);
        table.Add("SQLite", Connection.Version);
        table.Add(".NET", Environment.Version.ToString());
        return table;
    }

    private static string Processor() => File.ReadLines("/proc/cpuinfo")
        .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";

    private static async Task<string> CommitAsync()
    {
        var described = await ProcessRun.OfAsync("git", Executables.Repository, arguments: ["describe", "--always", "--dirty"]);
        return described.ExitCode == 0 ? described.Output.Trim() : "unknown";
    }
}
