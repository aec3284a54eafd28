using System.Runtime.InteropServices;
using System.Text;

namespace Ayb.Cli.Client.Interactive;

/// <summary>The terminal at standard input and output.</summary>
internal sealed partial class UnixTerminal : ITerminal
{
    private const int StandardInput = 0;
    private const int StandardOutput = 1;
    private const int AfterOutput = 1;
    private const ulong WindowSizeRequest = 0x5413;

    private readonly Stream _output = Console.OpenStandardOutput();

    public (int Columns, int Rows) Size =>
        GetWindowSize(StandardOutput, WindowSizeRequest, out var size) == 0 && size is { Columns: > 0, Rows: > 0 }
            ? (size.Columns, size.Rows)
            : (80, 24);

    // Console's own stream edits lines by itself when it reads from a terminal. A terminal that hangs up is an error to
    // read from and has gone all the same.
    public int Read(Span<byte> keys) => (int)Math.Max(0, ReadBytes(StandardInput, keys, keys.Length));

    public void Write(string text) => _output.Write(Encoding.UTF8.GetBytes(text));

    public IDisposable EnterRawMode() => new RawMode(this);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint ReadBytes(int descriptor, Span<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int GetWindowSize(int descriptor, ulong request, out WindowSize size);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetAttributes(int descriptor, Span<byte> attributes);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetAttributes(int descriptor, int when, ReadOnlySpan<byte> attributes);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw(Span<byte> attributes);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct WindowSize
    {
        public readonly ushort Rows;
        public readonly ushort Columns;
        private readonly uint _pixels;
    }

    /// <summary>Leaves the terminal as it was found, even when the process is told to end in between.</summary>
    private sealed class RawMode : IDisposable
    {
        private const string PastesBracketed = "\e[?2004h";
        private const string PastesPlain = "\e[?2004l";

        // struct termios stays opaque: its layout differs from system to system, and nothing here looks inside.
        private readonly byte[] _before = new byte[256];
        private readonly UnixTerminal _terminal;
        private readonly PosixSignalRegistration[] _endings;

        public RawMode(UnixTerminal terminal)
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

        private void Restore()
        {
            _terminal.Write(PastesPlain);
            _ = SetAttributes(StandardInput, AfterOutput, _before);
        }
    }
}
