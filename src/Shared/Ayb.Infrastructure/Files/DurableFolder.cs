using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ayb.Infrastructure.Files;

/// <summary>Folders whose entries outlive a power failure. The framework opens no folders, so the kernel is asked itself.</summary>
public static partial class DurableFolder
{
    // Linux, asm-generic/fcntl.h.
    private const int Directory = 0x10000;
    private const int CloseOnExec = 0x80000;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates it, and what leads to it, for its owner alone.</summary>
    public static void Create(string path)
    {
        if (!System.IO.Directory.Exists(path) && Path.GetDirectoryName(path) is { } parent)
        {
            Create(parent);
            System.IO.Directory.CreateDirectory(path, OwnerOnly);
            Flush(parent);
        }
    }

    /// <summary>Returns when what was created, renamed or deleted in it is so on the disk.</summary>
    /// <exception cref="IOException">It is not.</exception>
    public static void Flush(string path)
    {
        using var folder = new SafeFileHandle(Open(path, Directory | CloseOnExec), ownsHandle: true);
        if (folder.IsInvalid)
        {
            throw new IOException($"{path} could not be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        RandomAccess.FlushToDisk(folder);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
