using Ayb.Infrastructure;

namespace Ayb.Querying.Files;

/// <summary>Where files are that come in or go out, a folder for each. What a server that died has left there is of no use to its successor.</summary>
internal sealed class TransferFolders(ServerOptions server)
{
    private readonly string _root = Path.GetFullPath(Path.Combine(server.DataPath, "transfers"));

    public TransferFolder Create()
    {
        var path = Path.Combine(_root, Guid.CreateVersion7().ToString("N"));
        DatabaseFolders.Create(path);
        return new TransferFolder(path);
    }

    /// <summary>Before anything is under way.</summary>
    public void Empty() => DatabaseFolders.Delete(_root);
}
