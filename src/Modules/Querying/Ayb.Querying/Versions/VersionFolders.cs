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

    public void Empty() => DatabaseFolders.Delete(_root);
}
