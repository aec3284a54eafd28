using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>
/// A network between client and server that breaks: once so many bytes have gone to the server, connections that send
/// much more are reset. Short requests still get through.
/// </summary>
/// <param name="server">Where it leads.</param>
/// <param name="breaksAfter">Bytes on the way to the server, of all connections.</param>
/// <param name="breaks">How many connections are reset; then the network is whole again.</param>
internal sealed class FragileProxy(Uri server, long breaksAfter, int breaks = int.MaxValue) : IAsyncDisposable
{
    private const int ShortRequest = 1 << 16;

    private readonly ConcurrentDictionary<Socket, Socket> _connections = [];

    // It stays this one's while nobody listens.
    private readonly ReservedPort _port = new();

    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private long _sent;
    private bool _isWhole;

    /// <summary>Whether nobody listens any more after the first break.</summary>
    public bool DiesAtBreak { get; init; }

    public int Breaks { get; private set; }

    public Uri Endpoint => new($"http://127.0.0.1:{_port.Number}");

    public FragileProxy Start()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port.Number);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
        return this;
    }

    public void ComeBack()
    {
        _isWhole = true;
        Start();
    }

    public async ValueTask DisposeAsync()
    {
        Die();
        await _accepting;
        _port.Dispose();
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    private void Die()
    {
        _listener?.Stop();
        foreach (var connection in _connections.Keys)
        {
            Break(connection);
        }
    }

    private void Break(Socket client)
    {
        if (_connections.TryRemove(client, out var upstream))
        {
            Reset(client);
            Reset(upstream);
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync();
                var upstream = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await upstream.ConnectAsync(server.Host, server.Port);
                _connections[client] = upstream;
                pumps.Add(PumpAsync(client, client, upstream, isRequest: true));
                pumps.Add(PumpAsync(client, upstream, client, isRequest: false));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(pumps);
        }
    }

    private async Task PumpAsync(Socket client, Socket from, Socket to, bool isRequest)
    {
        var buffer = new byte[1 << 14];
        var sinceBroken = 0;
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                if (isRequest && Interlocked.Add(ref _sent, count) > breaksAfter && (sinceBroken += count) > ShortRequest && Breaks < breaks && !_isWhole)
                {
                    Breaks++;
                    if (DiesAtBreak)
                    {
                        Die();
                    }

                    break;
                }

                for (var rest = buffer.AsMemory(0, count); rest.Length > 0; rest = rest[await to.SendAsync(rest)..])
                {
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The other side has gone, which ends this one.
        }

        Break(client);
    }
}
