using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>Takes connections, and answers every request with the same bytes, or not at all.</summary>
internal sealed class OddServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _connections = [];
    private readonly Task _serving;

    public OddServer(string answer, bool hangsUp = true)
    {
        _listener.Start();
        _serving = ServeAsync(Encoding.ASCII.GetBytes(answer), hangsUp);
    }

    public Uri Endpoint => new($"http://{_listener.LocalEndpoint}");

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _connections.ForEach(connection => connection.Dispose());
    }

    private async Task ServeAsync(byte[] answer, bool hangsUp)
    {
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptSocketAsync();
                _connections.Add(connection);
                if (answer.Length > 0)
                {
                    await AnswerAsync(connection, answer, hangsUp);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private static async Task AnswerAsync(Socket connection, byte[] answer, bool hangsUp)
    {
        try
        {
            await connection.ReceiveAsync(new byte[1 << 16]);
            await connection.SendAsync(answer);
            if (hangsUp)
            {
                connection.Shutdown(SocketShutdown.Send);
            }
        }
        catch (SocketException)
        {
            // Who asked has gone, and others may come.
        }
    }
}
