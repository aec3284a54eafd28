using Ayb.Infrastructure;

namespace Ayb.Snapshots.Storage;

/// <summary>
/// What the server's disk has room for. An object says itself how long its content is, and whoever has put it there may have lied: a few bytes
/// can hold terabytes.
/// </summary>
internal sealed class DiskRoom(ServerOptions server)
{
    /// <summary>Of what is free, so that others can go on writing.</summary>
    private const int Spared = 16;

    private readonly string _folder = Path.GetFullPath(server.DataPath);

    /// <summary>How long a file may become.</summary>
    public long Bytes
    {
        get
        {
            var free = new DriveInfo(_folder).AvailableFreeSpace;
            return free - (free / Spared);
        }
    }

    public bool Has(long bytes) => bytes <= Bytes;
}
