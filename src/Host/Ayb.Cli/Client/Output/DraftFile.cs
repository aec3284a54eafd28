using System.Runtime.InteropServices;

namespace Ayb.Cli.Client.Output;

/// <summary>A file that is there as a whole or not at all: it is written beside its place, and gone unless it is kept.</summary>
internal sealed partial class DraftFile : IAsyncDisposable
{
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
            var place = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
            var draft = $"{place}.{Path.GetRandomFileName()}";
            return new DraftFile(place, draft, new FileStream(draft, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = File.Exists(place) ? File.GetUnixFileMode(place) : null,
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
        File.Move(_draft, _path, overwrite);
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();

        // After the rename there is nothing left to delete.
        File.Delete(_draft);
    }

    /// <summary>Neither a device nor a pipe, see statx(2).</summary>
    private static bool IsOrdinary(string path)
    {
        const int currentFolder = -100, modeAt = 28;
        const uint type = 1;
        const ushort typeBits = 0xF000, regular = 0x8000;
        Span<byte> found = stackalloc byte[256];
        return Status(currentFolder, path, 0, type, ref MemoryMarshal.GetReference(found)) == 0
            && (BitConverter.ToUInt16(found[modeAt..]) & typeBits) == regular;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, ref byte found);
}
