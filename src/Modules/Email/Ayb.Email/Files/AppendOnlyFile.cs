using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ayb.Email.Files;

/// <summary>
/// A file that several threads and servers add lines to without getting into each other's way. The framework's
/// FileMode.Append writes at an offset that it remembers; only O_APPEND lets the kernel find the end.
/// </summary>
internal sealed partial class AppendOnlyFile(string path)
{
    // Linux, asm-generic/fcntl.h.
    private const int ReadOnly = 0x0;
    private const int ReadWrite = 0x2;
    private const int Create = 0x40;
    private const int AppendToEnd = 0x400;
    private const int CloseOnExec = 0x80000;
    private const int WaitForLock = 38;

    // 0600: mails hold secrets.
    private const uint OwnerOnly = 0x180;

    /// <summary>Returns when the line is on the disk.</summary>
    /// <param name="line">With its end.</param>
    /// <exception cref="IOException">It could not be written; half of it may have been.</exception>
    public void Append(byte[] line)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var isNew = !File.Exists(path);
        using var file = Open(path, ReadWrite | Create | AppendToEnd);
        Lock(file);

        // A line that a full disk or a crash cut off must not swallow this one.
        var whole = IsTorn(file) ? [(byte)'\n', .. line] : line;
        var written = Write(file, whole, (nuint)whole.Length);
        if (written != whole.Length)
        {
            throw written < 0 ? Failure("written") : new IOException("The file of mails could not be written: the disk is full.");
        }

        RandomAccess.FlushToDisk(file);
        if (isNew)
        {
            using var entries = Open(folder, ReadOnly);
            RandomAccess.FlushToDisk(entries);
        }
    }

    private static bool IsTorn(SafeFileHandle file)
    {
        Span<byte> last = stackalloc byte[1];
        var length = RandomAccess.GetLength(file);
        return length > 0 && RandomAccess.Read(file, last, length - 1) == 1 && last[0] != '\n';
    }

    /// <summary>
    /// Until the file is closed, other writers wait: half a line that is still being written looks torn.
    /// This kind of lock excludes threads as well as processes, and no readers.
    /// </summary>
    private static void Lock(SafeFileHandle file)
    {
        var wholeFile = new LockDescription { Type = LockDescription.ForWriting };
        if (Control(file, WaitForLock, ref wholeFile) < 0)
        {
            throw Failure("locked");
        }
    }

    private static SafeFileHandle Open(string path, int flags)
    {
        var descriptor = OpenDescriptor(path, flags | CloseOnExec, OwnerOnly);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failure("opened");
    }

    private static IOException Failure(string verb) =>
        new($"The file of mails could not be {verb}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int command, ref LockDescription description);
}
