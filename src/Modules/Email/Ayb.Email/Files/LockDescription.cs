using System.Runtime.InteropServices;

namespace Ayb.Email.Files;

/// <summary><c>struct flock</c> of 64-bit Linux; all zeros otherwise, it spans the whole file.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LockDescription
{
    public const short ForWriting = 1;

    public short Type;
    public short Whence;
    public long Start;
    public long Length;
    public int Process;
}
