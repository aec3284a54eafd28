using System.Runtime.InteropServices;

namespace Ayb.Querying.Files;

/// <summary>fsync(2) of a folder: names and renames in it are on the disk afterwards.</summary>
internal static partial class FolderSync
{
    private const int ReadOnlyFolder = 0x10000 | 0x80000;

    /// <exception cref="IOException">It is not.</exception>
    public static void Sync(string folder)
    {
        var descriptor = Open(folder, ReadOnlyFolder);
        if (descriptor < 0 || SyncFile(descriptor) != 0)
        {
            throw new IOException($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncFile(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
