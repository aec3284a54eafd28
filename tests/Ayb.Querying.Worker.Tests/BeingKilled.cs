using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>Writers write until the worker is killed under their hands, again and again on one file.</summary>
public sealed class BeingKilled
{
    private const int MostWrites = 80, LongestSpin = 100_000;

    /// <summary>More for a run by hand.</summary>
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("AYB_TEST_KILLS") ?? "500");

    [Fact]
    public async Task Every_write_that_was_acknowledged_outlives_every_kill()
    {
        using var folder = new TestFolder();
        var moments = new Random(20_260_302);
        var worker = await WorkerUnderTest.StartAsync(folder.Path);
        var ledger = await Ledger.CreateAsync(worker);
        for (var kill = 0; kill < Kills; kill++)
        {
            await KillAmidWritesAsync(worker, ledger, moments);
            await worker.DisposeAsync();
            worker = await WorkerUnderTest.StartAsync(folder.Path);
            await ledger.CheckAsync(worker);
        }

        await worker.DisposeAsync();
        ledger.Failures.Should().BeEmpty("nothing fails but by the kill");
        ledger.Found.Should().BeGreaterThan(Kills);
    }

    private static async Task KillAmidWritesAsync(WorkerUnderTest worker, Ledger ledger, Random moments)
    {
        var last = moments.Next(MostWrites) + 1;
        var enough = new TaskCompletionSource();
        var writing = ledger.WriteAsync(worker, int.MaxValue, acknowledged =>
        {
            if (acknowledged == last)
            {
                enough.SetResult();
            }
        });
        await enough.Task.WaitAsync(WorkerUnderTest.Deadline);

        // An acknowledgement has just been sent: without this, the worker would always be at the same point.
        Thread.SpinWait(moments.Next(LongestSpin));
        await worker.KillAsync();
        await writing;
    }
}
