using System.Runtime.InteropServices;
using System.Text;

namespace Ayb.Cli.Client.Interactive;

/// <summary>The terminal at standard input and output.</summary>
internal sealed partial class UnixTerminal : ITerminal
{
    private const int StandardInput = 0;
    private const int StandardOutput = 1;
    private const ulong WindowSizeRequest = 0x5413;

    private readonly Stream _output = Console.OpenStandardOutput();

    public (int Columns, int Rows) Size =>
        GetWindowSize(StandardOutput, WindowSizeRequest, out var size) == 0 && size is { Columns: > 0, Rows: > 0 }
            ? (size.Columns, size.Rows)
            : (80, 24);

    public IDisposable EnterRawMode() => new RawMode(this);

    // Console's own stream edits lines by itself when it reads from a terminal. A terminal that hangs up is an error to
    // read from and has gone all the same.
    public int Read(Span<byte> keys) => (int)Math.Max(0, ReadBytes(StandardInput, keys, keys.Length));

    public void Write(string text) => _output.Write(Encoding.UTF8.GetBytes(text));

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint ReadBytes(int descriptor, Span<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int GetWindowSize(int descriptor, ulong request, out WindowSize size);
}
