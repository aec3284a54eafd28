using System.Net;
using System.Net.Sockets;

namespace Ayb.Testing;

/// <summary>
/// A port of the loopback address at which nobody listens, and which nobody is given, until this is disposed. A server that asks for its
/// number, as servers do that come back after a restart, may take it before that.
/// </summary>
public sealed class ReservedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ReservedPort()
    {
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Number = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    public int Number { get; }

    public void Dispose() => _socket.Dispose();
}
