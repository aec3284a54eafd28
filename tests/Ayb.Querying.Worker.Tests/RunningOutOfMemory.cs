using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>
/// There is no memory for the index of the log when a commit is in the log already: whoever is told that nothing was kept
/// finds nothing after the process has ended, either.
/// </summary>
public sealed class RunningOutOfMemory : IDisposable
{
    private const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)";
    private const string Count = "UPDATE counter SET n = n + 1";

    /// <summary>The index takes 32 KiB for as many, and for the next ones 32 KiB more.</summary>
    private const int FramesOfOnePart = 4062;

    private const int FrameBytes = 24 + 4096;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Count)]
    [InlineData($"{Count} RETURNING n")]
    [InlineData($"{Count}; SELECT 1")]
    [InlineData($"BEGIN; {Count}; COMMIT")]
    public async Task A_commit_that_failed_stays_undone(string sql)
    {
        await using var worker = await WorkerUnderTest.StartAsync(_folder.Path, new WorkerLimits { HeapBytes = 16 << 20, ConcurrentQueries = 4, QueryTime = TimeSpan.FromMinutes(5) });
        await SeedAsync(worker);
        var reader = await worker.SendQueryAsync($"{Endless} SELECT x FROM counter, c");
        await reader.NextAsync();
        await FillPartAsync(worker);
        var failedInTheLog = false;
        for (var memory = await MostThatMayBeTakenAsync(worker); !failedInTheLog; memory -= 2000)
        {
            var before = await CountedAsync(worker);
            var answer = await WriteBesideAsync(worker, memory, sql);
            answer.Failure.Should().Be(FailureCode.Memory, "{0} bytes are taken", memory);
            failedInTheLog = Frames > FramesOfOnePart;
            if (!answer.Message.Contains("may or may not have taken effect"))
            {
                (await FoundBySuccessorAsync()).Should().Be(before);
            }
        }

        await reader.CancelAsync();
    }

    private string Log => Path.Combine(_folder.Path, "database.sqlite-wal");

    private long Frames => new FileInfo(Log).Length / FrameBytes;

    private static async Task SeedAsync(WorkerUnderTest worker)
    {
        (await worker.QueryAsync("CREATE TABLE ballast(a); CREATE TABLE counter(n INTEGER); INSERT INTO counter VALUES(0)")).Failure.Should().BeNull();
    }

    /// <summary>Leaves no room for another page in the part of the log's index that there is.</summary>
    private async Task FillPartAsync(WorkerUnderTest worker)
    {
        (await worker.QueryAsync($"INSERT INTO ballast {Endless} SELECT randomblob(3500) FROM c LIMIT 3900")).Failure.Should().BeNull();
        while (Frames < FramesOfOnePart)
        {
            (await worker.QueryAsync(Count)).Failure.Should().BeNull();
        }

        Frames.Should().Be(FramesOfOnePart);
    }

    private static async Task<int> MostThatMayBeTakenAsync(WorkerUnderTest worker)
    {
        var (least, most) = (1 << 20, 16 << 20);
        while (most - least > 1000)
        {
            var middle = (least + most) / 2;
            if ((await WriteBesideAsync(worker, middle, "SELECT n FROM counter")).Failure is null)
            {
                least = middle;
            }
            else
            {
                most = middle;
            }
        }

        return least;
    }

    private static async Task<string?> CountedAsync(WorkerUnderTest worker) => (await worker.QueryAsync("SELECT n FROM counter")).Value;

    /// <summary>What is taken of the worker's memory belongs to a row that nobody takes.</summary>
    private static async Task<Answer> WriteBesideAsync(WorkerUnderTest worker, int taken, string sql)
    {
        var holder = await worker.SendQueryAsync($"SELECT randomblob({taken})");
        var first = await holder.NextAsync();
        if (first.Frame.Type == FrameType.Failure)
        {
            return new Answer([], (FailureCode)first.Frame.Detail, "");
        }

        var answer = await worker.QueryAsync(sql);
        await holder.CancelAsync();
        (await holder.FinishAsync()).Failure.Should().Be(FailureCode.Cancelled);
        return answer;
    }

    private async Task<string?> FoundBySuccessorAsync()
    {
        using var copy = new TestFolder();
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "database.sqlite*"))
        {
            File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
        }

        await using var successor = await WorkerUnderTest.StartAsync(copy.Path);
        return await CountedAsync(successor);
    }
}
