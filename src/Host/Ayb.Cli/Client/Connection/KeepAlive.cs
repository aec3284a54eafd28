using System.Net.Sockets;

namespace Ayb.Cli.Client.Connection;

/// <summary>
/// Connections that notice when the other end is gone, although nothing is said on them for long:
/// an answer may take hours, but not that of a machine that was switched off.
/// </summary>
internal static class KeepAlive
{
    private const int SecondsOfSilence = 60;
    private const int SecondsBetweenProbes = 15;
    private const int Probes = 4;

    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);

            // Before it is connected, an option would keep the socket from trying the next address of a host.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SecondsOfSilence);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, SecondsBetweenProbes);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
