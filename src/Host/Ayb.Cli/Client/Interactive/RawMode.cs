using System.Runtime.InteropServices;

namespace Ayb.Cli.Client.Interactive;

/// <summary>
/// Has every key handed over as it is typed. Leaves the terminal as it was found, even when the process
/// is told to end in between.
/// </summary>
internal sealed partial class RawMode : IDisposable
{
    private const int StandardInput = 0;
    private const int AfterOutput = 1;
    private const string PastesBracketed = "\e[?2004h";
    private const string PastesPlain = "\e[?2004l";

    // struct termios stays opaque: its layout differs from system to system, and nothing here looks inside.
    private readonly byte[] _before = new byte[256];
    private readonly ITerminal _terminal;
    private readonly PosixSignalRegistration[] _endings;

    public RawMode(ITerminal terminal)
    {
        _terminal = terminal;
        if (GetAttributes(StandardInput, _before) != 0)
        {
            throw new CommandFailedException($"Can't use the terminal: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        _endings =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Restore()),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => Restore()),
        ];
        var raw = (byte[])_before.Clone();
        MakeRaw(raw);
        _ = SetAttributes(StandardInput, AfterOutput, raw);
        terminal.Write(PastesBracketed);
    }

    public void Dispose()
    {
        Restore();
        foreach (var ending in _endings)
        {
            ending.Dispose();
        }
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetAttributes(int descriptor, Span<byte> attributes);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetAttributes(int descriptor, int when, ReadOnlySpan<byte> attributes);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw(Span<byte> attributes);

    private void Restore()
    {
        // In this order: whoever sees that it is over has keys again that interrupt.
        _ = SetAttributes(StandardInput, AfterOutput, _before);
        _terminal.Write(PastesPlain);
    }
}
