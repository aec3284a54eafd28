using System.Diagnostics;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;
using Debugger = Ayb.Querying.Worker.Tests.Fixtures.Debugger;

namespace Ayb.Querying.Worker.Tests;

/// <summary>What code that has taken over the worker can do. None of this goes through SQLite.</summary>
public sealed class BreakingOut : WorkerScenario, IDisposable
{
    private const int CreateReadWrite = 0x42, FolderOnly = 0x10000;
    private const int NotPermitted = 1, AccessDenied = 13;

    // Stands for the host: a limit or a signal that gets through would end the tests themselves.
    private readonly Process _victim = Process.Start("/bin/sleep", "infinity");

    private int Host => _victim.Id;

    [Fact]
    public async Task What_the_worker_needs_is_possible()
    {
        var outcomes = await Debugger.CallAsync(Worker.Process,
        [
            Attempt.Open($"{Folder}/new", CreateReadWrite),
            Attempt.Open($"{Folder}/database.sqlite"),
            Attempt.Open(Folder, FolderOnly),
            Attempt.Open("/dev/urandom"),
            Attempt.Unlink($"{Folder}/new"),
            Attempt.SystemCall(39), // getpid
        ]);

        outcomes.Should().HaveCount(6).And.OnlyContain(outcome => outcome.Result >= 0);
        outcomes[^1].Result.Should().Be(Worker.Process.Id);
        File.Exists($"{Folder}/new").Should().BeFalse();
        (await Worker.QueryAsync("SELECT 1")).Value.Should().Be("1");
    }

    [Fact]
    public async Task No_file_outside_the_own_folder_can_be_opened_changed_or_made()
    {
        using var other = new TestFolder();
        var theirs = $"{other.Path}/database.sqlite";
        await File.WriteAllTextAsync(theirs, "theirs");

        await ShouldBeRefusedAsync(
        [
            Attempt.Open(theirs),
            Attempt.Open(theirs, CreateReadWrite),
            Attempt.Open($"{Folder}/../{Path.GetFileName(other.Path)}/database.sqlite"),
            Attempt.Open(other.Path, FolderOnly),
            Attempt.Open($"{other.Path}/new", CreateReadWrite),
            Attempt.Open(Path.GetDirectoryName(Folder)!, FolderOnly),
            Attempt.Unlink(theirs),
            Attempt.Rename($"{Folder}/database.sqlite", $"{other.Path}/stolen"),
            Attempt.Link(theirs, $"{Folder}/linked"),
            Attempt.MakeFolder($"{other.Path}/new"),
            Attempt.MakeFolder($"{Folder}/new"),
            Attempt.Open("/etc/passwd"),
            Attempt.Open("/etc/hostname", CreateReadWrite),
            Attempt.Open(Executables.Ayb, CreateReadWrite),
            Attempt.Open("/dev/null"),
            Attempt.Open("/dev/tty"),
            Attempt.Open("/tmp", FolderOnly),
        ]);

        (await File.ReadAllTextAsync(theirs)).Should().Be("theirs");
        Directory.GetFileSystemEntries(other.Path).Should().Equal(theirs);
    }

    [Fact]
    public Task No_process_can_be_looked_into() => ShouldBeRefusedAsync(
    [
        Attempt.Open("/proc/self/environ"),
        Attempt.Open("/proc/self/maps"),
        Attempt.Open("/proc/self/mem", 2),
        Attempt.Open($"/proc/{Host}/environ"),
        Attempt.Open($"/proc/{Host}/mem", 2),
        Attempt.Open($"/proc/{Host}/cmdline"),
        Attempt.Open("/proc/1/environ"),
        Attempt.Open("/proc/1/root/etc/passwd"),
        Attempt.Open("/proc/meminfo"),
        Attempt.Open("/sys", FolderOnly),
    ]);

    [Theory]
    [InlineData(101, 16)] // ptrace: attach
    [InlineData(310)] // process_vm_readv
    [InlineData(311)] // process_vm_writev
    [InlineData(62)] // kill
    [InlineData(434)] // pidfd_open
    [InlineData(141)] // setpriority
    public Task The_host_cannot_be_touched(int number, int? first = null) =>
        ShouldBeRefusedAsync([Attempt.SystemCall(number, first is { } value ? [value, Host] : [Host])]);

    [Fact]
    public async Task The_host_cannot_be_signalled_or_limited()
    {
        // A limit of no CPU time would kill it as well as a signal does.
        const string limits = "((long*(*)(long,long))calloc)(2, 8)";
        await ShouldBeRefusedAsync(
        [
            Attempt.SystemCall(234, Host, Host), // tgkill
            Attempt.SystemCall(200, Host), // tkill
            $"((int(*)(int,int,void*,void*))prlimit)({Host}, 7, {limits}, 0)",
            $"((int(*)(int,int,void*,void*))prlimit)(0, 7, {limits}, 0)",
            $"((int(*)(int,long,void*))sched_setaffinity)({Host}, 8, {limits})",
        ]);
    }

    [Theory]
    [InlineData(1)] // AF_UNIX
    [InlineData(2)] // AF_INET
    [InlineData(10)] // AF_INET6
    [InlineData(16)] // AF_NETLINK
    [InlineData(17)] // AF_PACKET
    [InlineData(40)] // AF_VSOCK
    public Task No_socket_can_be_made(int family) => ShouldBeRefusedAsync(
    [
        Attempt.SystemCall(41, family, 1), // socket
        Attempt.SystemCall(41, family, 2),
        Attempt.SystemCall(53, family, 1), // socketpair
    ]);

    [Theory]
    [InlineData(42)] // connect
    [InlineData(43)] // accept
    [InlineData(49)] // bind
    [InlineData(50)] // listen
    [InlineData(46)] // sendmsg: could pass descriptors
    [InlineData(47)] // recvmsg: could take them
    public Task The_socket_to_the_host_is_good_for_nothing_else(int number) =>
        ShouldBeRefusedAsync([Attempt.SystemCall(number, SocketDescriptor())]);

    [Fact]
    public async Task No_process_can_be_started()
    {
        await ShouldBeRefusedAsync(
        [
            "((int(*)(void))fork)()",
            Attempt.SystemCall(57), // fork
            Attempt.SystemCall(58), // vfork
            Attempt.SystemCall(56, 17), // clone, with a signal to a parent
            Attempt.SystemCall(56, 0x10000000 | 17), // clone into a namespace
            "((int(*)(const char*,void*,void*))execve)(\"/usr/bin/id\", 0, 0)",
            $"((int(*)(const char*,void*,void*))execve)(\"{Executables.Worker}\", 0, 0)",
            Attempt.SystemCall(322, -100), // execveat
        ]);

        // It returns the number of the error rather than to set it.
        const string nothing = "((void*(*)(long,long))calloc)(2, 8)";
        var spawned = await Debugger.CallAsync(
            Worker.Process,
            [$"((int(*)(void*,const char*,void*,void*,void*,void*))posix_spawn)({nothing}, \"/usr/bin/id\", 0, 0, {nothing}, {nothing})"]);
        spawned.Single().Result.Should().Be(NotPermitted);
    }

    [Theory]
    [InlineData(105)] // setuid
    [InlineData(106)] // setgid
    [InlineData(117)] // setresuid
    [InlineData(126)] // capset
    [InlineData(157, 38)] // prctl
    [InlineData(165)] // mount
    [InlineData(166)] // umount2
    [InlineData(155)] // pivot_root
    [InlineData(161)] // chroot
    [InlineData(272, 0x10000000)] // unshare
    [InlineData(308)] // setns
    [InlineData(317)] // seccomp
    [InlineData(160)] // setrlimit
    [InlineData(16, 0, 0x5412)] // ioctl: push characters into the host's terminal
    [InlineData(425)] // io_uring_setup
    [InlineData(319)] // memfd_create
    [InlineData(321)] // bpf
    [InlineData(298)] // perf_event_open
    [InlineData(323)] // userfaultfd
    [InlineData(250)] // keyctl
    [InlineData(175)] // init_module
    [InlineData(169)] // reboot
    [InlineData(227)] // clock_settime
    [InlineData(304)] // open_by_handle_at
    [InlineData(76)] // truncate
    [InlineData(90)] // chmod
    [InlineData(92)] // chown
    [InlineData(88)] // symlink
    [InlineData(133)] // mknod
    public Task The_kernel_is_out_of_reach(int number, params int[] arguments) =>
        ShouldBeRefusedAsync([Attempt.SystemCall(number, [.. arguments.Select(argument => (long)argument)])]);

    public void Dispose()
    {
        _victim.Kill();
        _victim.Dispose();
    }

    private int SocketDescriptor() => Directory.GetFileSystemEntries($"/proc/{Worker.Process.Id}/fd")
        .Where(file => File.ResolveLinkTarget(file, returnFinalTarget: false)!.Name.StartsWith("socket:", StringComparison.Ordinal))
        .Select(file => int.Parse(Path.GetFileName(file)))
        .Single();

    private async Task ShouldBeRefusedAsync(string[] calls)
    {
        // The first shows that a call of this kind, made this way, can succeed.
        var outcomes = await Debugger.CallAsync(Worker.Process, [Attempt.Open($"{Folder}/database.sqlite"), .. calls]);

        outcomes.Should().HaveCount(calls.Length + 1);
        outcomes[0].Result.Should().BePositive();
        outcomes.Skip(1)
            .Where(outcome => outcome.Result != -1 || outcome.Errno is not (NotPermitted or AccessDenied))
            .Select(outcome => $"{calls[outcome.Call - 1]} = {outcome.Result}, errno {outcome.Errno}")
            .Should().BeEmpty();
        (await Worker.QueryAsync("SELECT 1")).Value.Should().Be("1");
    }
}
