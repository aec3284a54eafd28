using System.Net;

namespace Ayb.Identity;

/// <summary>What lies outside of this machine.</summary>
internal interface INetwork
{
    /// <summary>Asks once what a name stands for; a name that is an address stands for itself.</summary>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);

    /// <summary>Connects to the first of the addresses that answers.</summary>
    Task<Stream> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken);
}
