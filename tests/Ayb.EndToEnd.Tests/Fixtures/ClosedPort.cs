using System.Net;
using System.Net.Sockets;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>A port that refuses connections, and that no server of another test gets meanwhile: it is bound, and nobody listens.</summary>
internal sealed class ClosedPort : IDisposable
{
    private readonly Socket _bound = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => _bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>Address and port, with ':' between.</summary>
    public EndPoint Address => _bound.LocalEndPoint!;

    public void Dispose() => _bound.Dispose();
}
