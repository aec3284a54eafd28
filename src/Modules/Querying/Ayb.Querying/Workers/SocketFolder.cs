namespace Ayb.Querying.Workers;

/// <summary>
/// A folder of this server alone, for sockets, whose paths must be short. One that was killed leaves its folder behind, and the next server
/// removes it: a lock, which the kernel lets go of with the process, says whether somebody uses it.
/// </summary>
internal sealed class SocketFolder : IDisposable
{
    private const string Prefix = "ayb-sockets-";
    private const string LockName = "lock";
    private const int MostAttempts = 10;

    private readonly FileStream _lock;

    private SocketFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <param name="parent">Where folders of temporary files are.</param>
    public static SocketFolder Open(string parent)
    {
        foreach (var left in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            RemoveUnused(left);
        }

        for (var attempt = 1; ; attempt++)
        {
            var path = System.IO.Path.Combine(parent, Prefix + Guid.NewGuid().ToString("N")[..12]);
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            try
            {
                var held = Lock(path, FileMode.CreateNew);
                if (File.Exists(held.Name))
                {
                    return new SocketFolder(path, held);
                }

                held.Dispose();
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                // As below.
            }

            // Another server that starts came before the lock, and took the folder for one that was left behind.
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }

        _lock.Dispose();
    }

    private static FileStream Lock(string folder, FileMode mode) =>
        new(System.IO.Path.Combine(folder, LockName), mode, FileAccess.ReadWrite, FileShare.None);

    private static void RemoveUnused(string folder)
    {
        try
        {
            if (File.Exists(System.IO.Path.Combine(folder, LockName)))
            {
                using var held = Lock(folder, FileMode.Open);
                foreach (var file in Directory.EnumerateFiles(folder))
                {
                    File.Delete(file);
                }

                foreach (var inner in Directory.EnumerateDirectories(folder))
                {
                    // Nothing below it: somebody else may have made all of this, and put a link in its place meanwhile.
                    Directory.Delete(inner, recursive: false);
                }
            }

            // One without a lock has only begun to start, or somebody has tidied that away: it is made again when it is needed.
            Directory.Delete(folder, recursive: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is in use, or somebody else's.
        }
    }
}
