using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ayb.Cli.Client.Output;

/// <summary>
/// A file that is there as a whole or not at all: it has no name before it is kept, so that nothing of it stays whatever ends the process.
/// Where a file system knows no such files, it is written beside its place.
/// </summary>
internal sealed partial class DraftFile : IAsyncDisposable
{
    private const UnixFileMode OfANewFile =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private const int CurrentFolder = -100;

    private readonly string _path;
    private readonly string _draft;

    private DraftFile(string path, string draft, FileStream stream) => (_path, _draft, Stream) = (path, draft, stream);

    public FileStream Stream { get; }

    /// <param name="path">Where it is to be. Through a link it is where the link leads; a file that is there leaves it its rights.</param>
    /// <exception cref="CommandFailedException">Nothing can be written there.</exception>
    public static DraftFile Begin(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CommandFailedException($"{path} is a folder. Name a file in it.");
        }

        if (File.Exists(path) && !IsOrdinary(path))
        {
            throw new CommandFailedException($"{path} is no ordinary file, and would be replaced by one. Write to standard output instead: -");
        }

        try
        {
            var place = Path.GetFullPath(new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName);
            var draft = $"{place}.{Path.GetRandomFileName()}";
            var mode = File.Exists(place) ? File.GetUnixFileMode(place) : OfANewFile;
            return new DraftFile(place, draft, OpenWithoutName(draft, mode) ?? new FileStream(draft, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = mode,
            }));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = exception is DirectoryNotFoundException or FileNotFoundException ? "there is no such folder" : "you may not write in its folder";
            throw new CommandFailedException($"{path} can't be written: {reason}.");
        }
    }

    /// <param name="overwrite">Whether a file that has come there meanwhile is to go.</param>
    public void Keep(bool overwrite)
    {
        Stream.Flush(flushToDisk: true);
        if (!File.Exists(_draft))
        {
            if (TryGiveName(_path, mayBeThere: overwrite))
            {
                return;
            }

            TryGiveName(_draft, mayBeThere: false);
        }

        File.Move(_draft, _path, overwrite);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Stream.DisposeAsync();
        }
        finally
        {
            // After the rename there is nothing left to delete.
            File.Delete(_draft);
        }
    }

    /// <returns><c>null</c> where there is no such thing, see O_TMPFILE in open(2), or nobody may write.</returns>
    private static FileStream? OpenWithoutName(string draft, UnixFileMode mode)
    {
        const int withoutName = 0x410000, writing = 1, closedOnExecute = 0x80000;
        var handle = Open(Path.GetDirectoryName(draft)!, withoutName | writing | closedOnExecute, (uint)mode);
        if (!handle.IsInvalid && File.Exists(LinkTo(handle)))
        {
            return new FileStream(handle, FileAccess.Write);
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Where /proc is not mounted there is no such link, and no way to name what has no name.</summary>
    private static string LinkTo(SafeFileHandle handle) => $"/proc/self/fd/{handle.DangerousGetHandle()}";

    /// <returns><c>false</c> if there is such a file and may be.</returns>
    private bool TryGiveName(string name, bool mayBeThere)
    {
        const int behindTheLink = 0x400, isThere = 17;
        var isMade = Link(CurrentFolder, LinkTo(Stream.SafeFileHandle), CurrentFolder, name, behindTheLink) == 0;
        if (!isMade && !(mayBeThere && Marshal.GetLastPInvokeError() == isThere))
        {
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }

        return isMade;
    }

    /// <summary>Neither a device nor a pipe, see statx(2).</summary>
    private static bool IsOrdinary(string path)
    {
        const int modeAt = 28;
        const uint type = 1;
        const ushort typeBits = 0xF000, regular = 0x8000;
        Span<byte> found = stackalloc byte[256];
        return Status(CurrentFolder, path, 0, type, ref MemoryMarshal.GetReference(found)) == 0
            && (BitConverter.ToUInt16(found[modeAt..]) & typeBits) == regular;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string folder, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "linkat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Link(int fromFolder, string from, int toFolder, string to, int flags);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, ref byte found);
}
