using System.Net;
using System.Net.Sockets;

namespace Ayb.Identity;

internal sealed class SystemNetwork : INetwork, IDisposable
{
    // Who hands out names can make a lookup last, and the operating system lets none be called off: a lookup that nobody
    // waits for any more goes on taking its turn.
    private readonly SemaphoreSlim _lookups = new(16);

    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        await _lookups.WaitAsync(cancellationToken);
        return await LookUpAsync(host).WaitAsync(cancellationToken);
    }

    public async Task<Stream> ConnectAsync(
        IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync([.. addresses], port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _lookups.Dispose();

    private async Task<IPAddress[]> LookUpAsync(string host)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host);
        }
        finally
        {
            _lookups.Release();
        }
    }
}
