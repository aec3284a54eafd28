using System.Buffers.Binary;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

/// <summary>The sandbox as it shows from outside.</summary>
public sealed class BeingShutIn : WorkerScenario
{
    private string Proc => $"/proc/{Worker.Process.Id}";

    [Fact]
    public async Task Every_layer_is_in_force_on_this_kernel()
    {
        var ready = await Worker.Ready;

        ready.Frame.Should().Be(new Frame(4, 0, FrameType.Ready, FrameMarks.None, Frame.ProtocolVersion));
        ((SandboxLayers)BinaryPrimitives.ReadUInt32LittleEndian(ready.Payload)).Should().Be(SandboxLayers.All);
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
    public async Task No_core_would_be_dumped()
    {
        var limits = await File.ReadAllLinesAsync($"{Proc}/limits");

        limits.Should().ContainMatch("Max core file size*0*0*bytes*").And.ContainMatch("Max open files*64*64*files*");
    }
}
