using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>The sandbox as it shows from outside.</summary>
public sealed class BeingShutIn : WorkerScenario
{
    private string Proc => $"/proc/{Worker.Process.Id}";

    [Fact]
    public async Task Every_layer_is_in_force_on_this_kernel()
    {
        var ready = await Worker.Ready;

        ready.Frame.Should().Be(new Frame(Isolation.Size, 0, FrameType.Ready, FrameMarks.None, Frame.ProtocolVersion));
        Isolation.Read(ready.Payload).Layers.Should().Be(SandboxLayers.All);
        Isolation.Read(ready.Payload).LandlockAbi.Should().BeGreaterThanOrEqualTo(6, "scopes came with it");
    }

    [Fact]
    public async Task Every_thread_is_inside()
    {
        await RunAsync("CREATE TABLE t(a)");

        var threads = Directory.GetDirectories($"{Proc}/task");
        threads.Should().HaveCountGreaterThanOrEqualTo(4, "there are a receiver, a writer and at least two readers");
        foreach (var thread in threads)
        {
            var status = await File.ReadAllLinesAsync($"{thread}/status");
            status.Should().Contain("NoNewPrivs:\t1").And.Contain("Seccomp:\t2");
        }
    }

    [Fact]
    public async Task No_thread_opens_a_file_outside_whichever_it_is()
    {
        var threads = Directory.GetDirectories($"{Proc}/task").Length;

        var outcomes = await Debugger.CallAsync(
            Worker.Process, [Attempt.Open($"{Folder}/database.sqlite"), Attempt.Open("/etc/passwd")], everyThread: true);

        outcomes.Where(outcome => outcome.Call == 0).Should().HaveCount(threads).And.OnlyContain(outcome => outcome.Result > 0);
        outcomes.Where(outcome => outcome.Call == 1).Should().HaveCount(threads)
            .And.OnlyContain(outcome => outcome.Result == -1 && outcome.Errno == 13);
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_every_wait_harms_nothing()
    {
        var session = await Worker.OpenSessionAsync();
        await session.NextAsync();

        Signals.Send(Worker.Process.Id, Signals.Stop);
        SpinWait.SpinUntil(() => File.ReadLines($"{Proc}/status").Contains("State:\tT (stopped)"), WorkerUnderTest.Deadline).Should().BeTrue();
        Signals.Send(Worker.Process.Id, Signals.Continue);

        (await Worker.TextAsync("SELECT 1", session: session.Id)).Value.Should().Be("1");
        (await Worker.EndSessionAsync(session, commit: true)).Failure.Should().BeNull();
        (await Worker.QueryAsync("SELECT 1")).Value.Should().Be("1");
    }

    [Fact]
    public async Task The_environment_is_empty()
    {
        (await File.ReadAllBytesAsync($"{Proc}/environ")).Should().BeEmpty();
        (await File.ReadAllTextAsync($"{Proc}/cmdline")).Should().Contain(Folder).And.NotContain(WorkerUnderTest.Canary);
    }

    [Fact]
    public async Task Only_the_socket_and_the_own_files_are_open()
    {
        await RunAsync("CREATE TABLE t(a)");

        var open = Directory.GetFileSystemEntries($"{Proc}/fd")
            .Where(file => int.Parse(Path.GetFileName(file)) > 2)
            .Select(file => File.ResolveLinkTarget(file, returnFinalTarget: false)!.FullName)
            .ToList();

        open.Should().Contain($"{Folder}/database.sqlite");
        open.Count(file => file.Contains("/socket:", StringComparison.Ordinal)).Should().Be(1);
        open.Should().OnlyContain(file => file.StartsWith(Folder, StringComparison.Ordinal)
            || file.Contains("/socket:", StringComparison.Ordinal) || file == "/dev/urandom");
    }

    [Fact]
    public async Task The_kernel_counts_what_follows_from_the_limits()
    {
        using var folder = new TestFolder();
        await using var worker = await WorkerUnderTest.StartAsync(folder.Path, new WorkerLimits
        {
            HeapBytes = 64 << 20,
            DatabaseBytes = 1 << 30,
            ConcurrentQueries = 3,
            Sessions = 4,
        });

        var limits = await File.ReadAllLinesAsync($"/proc/{worker.Process.Id}/limits");

        limits.Should().ContainMatch("Max core file size*0*0*bytes*")
            .And.ContainMatch("Max open files*64*64*files*")
            .And.ContainMatch($"Max data size*{832 << 20} *{832 << 20} *bytes*")
            .And.ContainMatch("Max file size*2214592512 *2214592512 *bytes*");
    }

    [Fact]
    public async Task The_kernel_takes_it_before_the_host_when_memory_is_short() =>
        (await File.ReadAllTextAsync($"{Proc}/oom_score_adj")).Trim().Should().Be("500");

    [Fact]
    public async Task There_are_as_many_readers_as_may_query_at_the_same_time()
    {
        using var folders = new TestFolder();
        await using var few = await WorkerUnderTest.StartAsync(Folder("few"), new WorkerLimits { ConcurrentQueries = 3 });
        await using var many = await WorkerUnderTest.StartAsync(Folder("many"), new WorkerLimits { ConcurrentQueries = 7 });

        (Threads(many) - Threads(few)).Should().Be(4);

        string Folder(string name) => Directory.CreateDirectory(Path.Combine(folders.Path, name)).FullName;

        static int Threads(WorkerUnderTest worker) => Directory.GetDirectories($"/proc/{worker.Process.Id}/task").Length;
    }
}
