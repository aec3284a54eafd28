using System.Net;
using System.Net.Sockets;

namespace Ayb.EndToEnd.Tests.Fixtures;

internal static class Ports
{
    /// <summary>A port at which nobody listens now, for a server that has to know its own address before it starts.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
