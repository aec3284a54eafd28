using System.Text.RegularExpressions;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>
/// Kills the worker before the first, the second, … system call that changes a file or sends an answer, through recovery,
/// group commits and a checkpoint.
/// </summary>
public sealed partial class DyingAtEveryWrite : IDisposable
{
    /// <summary>SQLite copies its log into the file at 1,000 pages.</summary>
    private const long AlmostAFullLog = 980L * (4096 + 24);

    private const int MoreThanIsNeeded = 10_000;

    private readonly TestFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("pwrite64", null, 200, "database.sqlite", "database.sqlite-wal")]
    [InlineData("fsync,fdatasync", null, 40, "database.sqlite-wal")]
    [InlineData("fsync,fdatasync", "database.sqlite", 3, "database.sqlite")]
    [InlineData("sendto", null, 30, "socket")]
    public async Task Nothing_that_was_acknowledged_is_lost_and_nothing_is_there_by_halves(
        string calls, string? onlyFile, int last, params string[] files)
    {
        var seed = await SeedAsync();
        var struck = new Dictionary<string, int>();
        for (var call = 1; call <= last; call++)
        {
            var file = await DieAndRecoverAsync(seed, Fault.KillAt(calls, call), onlyFile);
            struck[file] = struck.GetValueOrDefault(file) + 1;
        }

        struck.Keys.Should().Contain(files, "otherwise not every kind of write was reached");
    }

    /// <summary>A database whose log is full enough for a checkpoint after a few writes.</summary>
    private async Task<string> SeedAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root.Path, "seed")).FullName;
        await using var worker = await WorkerUnderTest.StartAsync(folder);
        await Ledger.CreateAsync(worker);
        while (new FileInfo(Path.Combine(folder, "database.sqlite-wal")).Length < AlmostAFullLog)
        {
            (await worker.QueryAsync("UPDATE ballast SET filling = randomblob(30000)")).Failure.Should().BeNull();
        }

        return folder;
    }

    /// <returns>The name of the file that was struck.</returns>
    private async Task<string> DieAndRecoverAsync(string seed, Fault fault, string? onlyFile)
    {
        var folder = Copy(seed);
        var log = Path.Combine(_root.Path, "calls");
        fault = fault with { Log = log, File = onlyFile is null ? null : Path.Combine(folder, onlyFile) };
        var ledger = new Ledger();
        await using (var dying = await WorkerUnderTest.LaunchAsync(folder, tracer: fault.ToArguments()))
        {
            if (await IsReadyAsync(dying))
            {
                await ledger.WriteAsync(dying, MoreThanIsNeeded);
            }

            await dying.EndedAsync();
            dying.Process.ExitCode.Should().Be(128 + Signals.Kill);
        }

        await using (var successor = await WorkerUnderTest.StartAsync(folder))
        {
            await ledger.CheckAsync(successor);
        }

        ledger.Failures.Should().BeEmpty();
        Directory.Delete(folder, recursive: true);
        return Path.GetFileName(UnfinishedCall().Matches(await File.ReadAllTextAsync(log))[^1].Groups[1].Value);
    }

    private static async Task<bool> IsReadyAsync(WorkerUnderTest worker)
    {
        try
        {
            return (await worker.Ready.WaitAsync(WorkerUnderTest.Deadline)).Frame.Type == FrameType.Ready;
        }
        catch (EndOfStreamException)
        {
            // It died while it opened the file.
            return false;
        }
    }

    private string Copy(string seed)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root.Path, "copy")).FullName;
        foreach (var file in Directory.EnumerateFiles(seed, "database.sqlite*"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }

    /// <summary>The call that never returned, on a descriptor with its path or inode.</summary>
    [GeneratedRegex(@"\w+\(\d+<([^>:]+)[^\n]*(unfinished \.\.\.>|\) += \?)")]
    private static partial Regex UnfinishedCall();
}
