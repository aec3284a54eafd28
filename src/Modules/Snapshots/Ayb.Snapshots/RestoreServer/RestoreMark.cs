using Ayb.Infrastructure;
using Ayb.Infrastructure.Files;

namespace Ayb.Snapshots;

/// <summary>
/// A file that says that a restore has begun and is not complete: only then may there be metadata and databases already. A server that is
/// started meanwhile does not mind it.
/// </summary>
internal sealed class RestoreMark(ServerOptions server)
{
    private readonly string _path = Path.GetFullPath(Path.Combine(server.DataPath, "restore.unfinished"));

    public bool IsThere => File.Exists(_path);

    public void Set()
    {
        File.Create(_path).Dispose();
        DurableFolder.Flush(Path.GetDirectoryName(_path)!);
    }

    /// <summary>For good: one that a power failure brings back would let another restore into a server that is long in use.</summary>
    public void Remove()
    {
        File.Delete(_path);
        DurableFolder.Flush(Path.GetDirectoryName(_path)!);
    }
}
