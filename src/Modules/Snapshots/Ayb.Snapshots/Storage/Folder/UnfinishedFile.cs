using Ayb.Infrastructure.Files;

namespace Ayb.Snapshots.Storage.Folder;

/// <summary>A file without a name of its own yet: it gets one, or is gone when this is disposed.</summary>
internal sealed class UnfinishedFile : IAsyncDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;

    private bool _isKept;

    private UnfinishedFile(string path, FileStream stream) => (_path, Stream) = (path, stream);

    public FileStream Stream { get; }

    public static UnfinishedFile Create(string folder)
    {
        DurableFolder.Create(folder);
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        return new UnfinishedFile(path, new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            Options = FileOptions.Asynchronous,
            UnixCreateMode = OwnerOnly,
        }));
    }

    /// <summary>Deletes those that were last written to before a time and that no process writes to any more.</summary>
    public static void Sweep(string folder, DateTimeOffset startedBefore)
    {
        foreach (var file in Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles() : [])
        {
            if (file.LastWriteTimeUtc < startedBefore.UtcDateTime && !IsOpen(file))
            {
                file.Delete();
            }
        }
    }

    /// <summary>Returns when file and name have reached the disk.</summary>
    public void KeepAs(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        DurableFolder.Create(folder);
        Stream.Flush(flushToDisk: true);

        // Its lock would keep readers away from the new name.
        Stream.Dispose();
        File.Move(_path, path, overwrite: true);
        _isKept = true;
        DurableFolder.Flush(folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isKept)
        {
            File.Delete(_path);
        }

        await Stream.DisposeAsync();
    }

    /// <summary>Whoever writes to it holds a lock, and loses it with its life.</summary>
    private static bool IsOpen(FileInfo file)
    {
        try
        {
            file.Open(FileMode.Open, FileAccess.Write, FileShare.None).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
