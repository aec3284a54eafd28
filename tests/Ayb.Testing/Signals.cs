using System.Runtime.InteropServices;

namespace Ayb.Testing;

/// <summary>Signals as kill(2) sends them.</summary>
public static partial class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <param name="process">The id of a process, or of a process group with a minus before it.</param>
    /// <param name="signal">One of the constants.</param>
    /// <returns>Whether there was a process to get it.</returns>
    public static bool Send(int process, int signal) => SendSignal(process, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
