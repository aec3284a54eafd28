using Ayb.Contracts;

namespace Ayb.Snapshots;

/// <summary>A database while it is somebody's turn to change what snapshots there are of it.</summary>
internal sealed class ManagedDatabase(HostedDatabase database, IDisposable turn) : IDisposable
{
    public HostedDatabase Database { get; } = database;

    public void Dispose() => turn.Dispose();
}
