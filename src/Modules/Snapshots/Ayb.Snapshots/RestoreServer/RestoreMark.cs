using Ayb.Infrastructure;
using Ayb.Infrastructure.Files;

namespace Ayb.Snapshots;

/// <summary>
/// A file that says that a restore has begun and is not complete: only then may there be metadata and databases already, and until then
/// the server is not started.
/// </summary>
internal sealed class RestoreMark(ServerOptions server)
{
    public string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(server.DataPath, "restore.unfinished"));

    public bool IsThere => File.Exists(Path);

    public void Set()
    {
        File.Create(Path).Dispose();
        DurableFolder.Flush(System.IO.Path.GetDirectoryName(Path)!);
    }

    /// <summary>For good: one that a power failure brings back would let another restore into a server that is long in use.</summary>
    public void Remove()
    {
        File.Delete(Path);
        DurableFolder.Flush(System.IO.Path.GetDirectoryName(Path)!);
    }
}
