using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ayb.EndToEnd.Tests.Disaster;

/// <summary>A network to a storage on which some objects never arrive as a whole: the last byte of the answer is missing.</summary>
/// <param name="server">Where it leads.</param>
/// <param name="path">How the paths of these objects begin, the bucket's name included.</param>
internal sealed class StuckNetwork(Uri server, string path) : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _gone = new();
    private readonly byte[] _request = Encoding.ASCII.GetBytes($"GET {path}");

    private Task _accepting = Task.CompletedTask;

    public Uri Endpoint => new($"http://{_listener.LocalEndpoint}");

    public StuckNetwork Start()
    {
        _listener.Start();
        _accepting = AcceptAsync();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _gone.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_gone.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var upstream = new TcpClient();
        using (client)
        {
            try
            {
                await upstream.ConnectAsync(server.Host, server.Port, _gone.Token);
                var (near, far) = (client.GetStream(), upstream.GetStream());
                var isStuck = false;
                await await Task.WhenAny(AskAsync(near, far, () => isStuck = true), AnswerAsync(far, near, () => isStuck));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // Somebody is gone, which ends the connection.
            }
        }
    }

    /// <summary>A request that has no body is sent in one piece, and none before the answer to the last.</summary>
    private async Task AskAsync(NetworkStream from, NetworkStream to, Action getStuck)
    {
        var buffer = new byte[1 << 14];
        while (await from.ReadAsync(buffer, _gone.Token) is var count and > 0)
        {
            if (buffer.AsSpan(0, count).StartsWith(_request))
            {
                getStuck();
            }

            await to.WriteAsync(buffer.AsMemory(0, count), _gone.Token);
        }
    }

    private async Task AnswerAsync(NetworkStream from, NetworkStream to, Func<bool> isStuck)
    {
        var buffer = new byte[1 << 14];
        var kept = 0;
        while (await from.ReadAsync(buffer.AsMemory(kept), _gone.Token) is var count and > 0)
        {
            var length = kept + count;
            kept = isStuck() ? 1 : 0;
            await to.WriteAsync(buffer.AsMemory(0, length - kept), _gone.Token);
            buffer[0] = buffer[length - 1];
        }
    }
}
