namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>Goes wrong in a worker's system calls: strace(1) does it to every thread, each of which counts its own calls.</summary>
/// <param name="Calls">Names of system calls with commas, only those that change something.</param>
/// <param name="What">An error that they return instead of being made, or a signal before they are.</param>
/// <param name="When">The first, <c>3</c>, or from then on, <c>3+</c>.</param>
internal sealed record Fault(string Calls, string What, string When)
{
    /// <summary>Only calls on this file.</summary>
    public string? File { get; init; }

    /// <summary>Where the calls are listed that were made, with the paths of their files.</summary>
    public string Log { get; init; } = "/dev/null";

    public static Fault KillAt(string calls, int call) => new(calls, "signal=KILL", $"{call}");

    // A harmless call is made instead: strace would make an invalid one, for which the sandbox kills.
    public static Fault FailWith(string error, string calls, string when) => new(calls, $"error={error}:syscall=getpid", when);

    /// <summary>As <see cref="WorkerUnderTest"/> takes it. The worker stays the test's own child: the tracer is its descendant.</summary>
    public string[] ToArguments() =>
    [
        "strace", "--daemonize", "--follow-forks", "-qq", "--decode-fds=path", "--output", Log,
        .. File is null ? Array.Empty<string>() : ["--trace-path", File],
        "-e", $"trace={Calls}", "-e", $"inject={Calls}:{What}:when={When}",
    ];
}
