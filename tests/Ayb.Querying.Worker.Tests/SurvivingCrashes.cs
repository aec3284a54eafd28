using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

public sealed class SurvivingCrashes
{
    private const int Rounds = 25;

    [Fact]
    public async Task A_script_is_there_whole_or_not_at_all()
    {
        using var folder = new TestFolder();
        var random = new Random(20_260_303);
        for (var round = 0; round < Rounds; round++)
        {
            await using var worker = await WorkerUnderTest.StartAsync(folder.Path);
            await worker.QueryAsync("CREATE TABLE IF NOT EXISTS t(a)");
            var script = worker.SendQueryAsync(string.Concat(Enumerable.Repeat($"INSERT INTO t VALUES({round});", 500)));
            for (var small = random.Next(20); small > 0; small--)
            {
                await worker.QueryAsync("SELECT 1");
            }

            await worker.KillAsync();
            await script;
        }

        await using var last = await WorkerUnderTest.StartAsync(folder.Path);
        (await last.QueryAsync("SELECT a, count(*) FROM t GROUP BY a HAVING count(*) <> 500")).Rows.Should().BeEmpty();
        (await last.QueryAsync("PRAGMA integrity_check")).Value.Should().Be("ok");
    }

    [Fact]
    public async Task A_successor_waits_until_its_predecessor_is_gone()
    {
        using var folder = new TestFolder();
        await using var first = await WorkerUnderTest.StartAsync(folder.Path);
        await first.QueryAsync("CREATE TABLE t(a)");

        await using var second = await WorkerUnderTest.LaunchAsync(folder.Path);
        await first.QueryAsync("INSERT INTO t VALUES(1)");
        second.Ready.IsCompleted.Should().BeFalse();
        await first.KillAsync();

        (await second.Ready.WaitAsync(WorkerUnderTest.Deadline)).Frame.Type.Should().Be(FrameType.Ready);
        (await second.QueryAsync("SELECT a FROM t")).Value.Should().Be("1");
    }

    [Fact]
    public async Task A_successor_that_waits_in_vain_says_so()
    {
        using var folder = new TestFolder();
        await using var first = await WorkerUnderTest.StartAsync(folder.Path);

        await using var second = await WorkerUnderTest.LaunchAsync(folder.Path);
        var refusal = await second.Ready.WaitAsync(WorkerUnderTest.Deadline);

        refusal.Frame.Type.Should().Be(FrameType.Failure);
        refusal.Frame.Detail.Should().Be((ushort)FailureCode.File);
        await second.EndedAsync();
        (await first.QueryAsync("SELECT 1")).Value.Should().Be("1");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "database.sqlite"), new string('x', 10_000));

        await using var worker = await WorkerUnderTest.LaunchAsync(folder.Path);

        (await worker.Ready.WaitAsync(WorkerUnderTest.Deadline)).Frame.Detail.Should().Be((ushort)FailureCode.Corrupt);
        await worker.EndedAsync();
    }
}
