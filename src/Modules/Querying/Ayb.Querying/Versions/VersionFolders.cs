using Ayb.Contracts;
using Ayb.Infrastructure;
using Ayb.Querying.Files;

namespace Ayb.Querying.Versions;

/// <summary>
/// Where earlier versions of databases are put together: beside the databases, so that nothing that happens here touches one. Each can
/// be had again from what is kept of it, so all of it is gone at every start.
/// </summary>
internal sealed class VersionFolders(ServerOptions server)
{
    private readonly string _root = Path.GetFullPath(Path.Combine(server.DataPath, "versions"));

    public string Of(DatabaseId version) => Path.Combine(_root, version.Value);

    /// <summary>An empty folder for a piece of work on a database's versions. Whoever asks for it deletes it.</summary>
    public string NewScratch(DatabaseId database)
    {
        var folder = Path.Combine(_root, $"{database}.{Guid.CreateVersion7():N}");
        DatabaseFolders.Create(folder);
        return folder;
    }

    public void Empty() => DatabaseFolders.Delete(_root);
}
