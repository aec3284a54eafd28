using Ayb.Benchmarks.Servers;

namespace Ayb.Benchmarks.Peers;

/// <summary>A server by others, which a reader may have on the machine.</summary>
internal interface IPeer
{
    string Name { get; }

    /// <returns>Its executable; or <c>null</c>, and why there is none.</returns>
    Task<(string? Executable, string Absence)> FindAsync();

    /// <summary>Starts it in an empty folder, in the way that its documentation recommends.</summary>
    Task<PeerProcess> StartAsync(string executable, string folder);

    /// <summary>Gives it the rows of <see cref="Items"/>, unless it has started with them.</summary>
    Task<ItemServer> PrepareAsync(PeerProcess process);
}
