using System.Runtime.InteropServices;

namespace Ayb.Cli.Client.Interactive;

/// <summary>struct winsize of ioctl_tty(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct WindowSize
{
    public readonly ushort Rows;
    public readonly ushort Columns;
    private readonly uint _pixels;
}
