using System.Runtime.InteropServices;
using System.Text;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Sandbox;

/// <summary>
/// The first of the worker's two lives: connects to the host, shuts itself in, and executes itself anew.
/// Landlock binds the calling thread and what it starts later, not the threads that the runtime already has:
/// only after an execve is every thread inside.
/// </summary>
internal static unsafe class Doorstep
{
    public const string Inside = "--inside";

    private const string OwnExecutable = "/proc/self/exe";

    public static int Enter(string socketPath, string folder, WorkerLimits limits)
    {
        // A Ctrl-C is for the server, which then ends its workers in order.
        _ = Linux.LeaveTerminal();
        var socket = Connect(socketPath);
        if (socket < 0)
        {
            Console.Error.WriteLine($"ayb-query-worker: cannot connect to the host (errno {Marshal.GetLastPInvokeError()})");
            return 1;
        }

        // Standard streams stay for messages; everything else that was inherited by mistake goes.
        var layers = SandboxLayers.None;
        CloseAllBut(socket);
        OfferToTheKernel();
        var file = new FileInfo(Path.Combine(folder, Worker.DatabaseFile));
        if (ProcessLimits.Apply(limits, file.Exists ? file.Length : 0))
        {
            layers |= SandboxLayers.ResourceLimits;
        }

        var executable = File.ResolveLinkTarget(OwnExecutable, returnFinalTarget: true)!.FullName;
        layers |= Landlock.Restrict(executable, folder, out var abi);
        return ExecuteAnew(executable, [Inside, socket.ToString(), ((uint)layers).ToString(), abi.ToString(), folder, limits.ToArgument()]);
    }

    /// <summary>When memory is short, one database's process is to go rather than the host and all the others with it.</summary>
    private static void OfferToTheKernel()
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "500");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without /proc the kernel chooses as it likes.
        }
    }

    private static int Connect(string path)
    {
        const int unix = 1, stream = 1;
        var name = Encoding.UTF8.GetBytes(path);
        var address = stackalloc byte[110];
        new Span<byte>(address, 110).Clear();
        *(ushort*)address = unix;
        if (name.Length > 107)
        {
            return -1;
        }

        name.CopyTo(new Span<byte>(address + 2, 107));
        var socket = Linux.Socket(unix, stream, 0);
        return socket >= 0 && Linux.Connect(socket, address, 110) == 0 ? socket : -1;
    }

    private static void CloseAllBut(int socket)
    {
        const uint firstAfterStandardStreams = 3;
        const int closeOnExec = 4;
        if (socket > firstAfterStandardStreams)
        {
            _ = Linux.CloseRange(firstAfterStandardStreams, (uint)socket - 1, closeOnExec);
        }

        _ = Linux.CloseRange((uint)socket + 1, uint.MaxValue, closeOnExec);
    }

    private static int ExecuteAnew(string executable, string[] arguments)
    {
        // argv and envp live until the process image is replaced; there is nobody left to free them.
        var argv = (byte**)NativeMemory.AllocZeroed((nuint)(arguments.Length + 2), (nuint)sizeof(byte*));
        argv[0] = (byte*)Marshal.StringToCoTaskMemUTF8("ayb-query-worker");
        for (var index = 0; index < arguments.Length; index++)
        {
            argv[index + 1] = (byte*)Marshal.StringToCoTaskMemUTF8(arguments[index]);
        }

        var emptyEnvironment = (byte**)NativeMemory.AllocZeroed(1, (nuint)sizeof(byte*));
        _ = Linux.Execute(executable, argv, emptyEnvironment);
        Console.Error.WriteLine($"ayb-query-worker: cannot start inside the sandbox (errno {Marshal.GetLastPInvokeError()})");
        return 1;
    }
}
