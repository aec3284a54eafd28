using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ayb.Identity.Tests;

/// <summary>
/// Names stand for what a test says, or else for what they do on this machine; every address, whichever it is, leads to one
/// server, so that it sees a connection to an address that must not be connected to.
/// </summary>
internal sealed class StagedNetwork(PageServer server) : INetwork
{
    public const string PublicAddress = "93.184.216.34";

    private static readonly SystemNetwork ThisMachine = new();

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string[]>> _names = [];

    public ConcurrentQueue<string> Lookups { get; } = [];

    public ConcurrentQueue<string> Dialled { get; } = [];

    /// <summary>Lets a name stand for these addresses: once, or for good if nothing else is said of it.</summary>
    public StagedNetwork Knows(string host, params string[] addresses)
    {
        _names.GetOrAdd(host, _ => []).Enqueue(addresses);
        return this;
    }

    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Lookups.Enqueue(host);
        if (!_names.TryGetValue(host, out var answers))
        {
            return await ThisMachine.ResolveAsync(host, cancellationToken);
        }

        answers.TryPeek(out var addresses).Should().BeTrue();
        if (answers.Count > 1)
        {
            answers.TryDequeue(out addresses);
        }

        return [.. addresses!.Select(IPAddress.Parse)];
    }

    public async Task<Stream> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        Dialled.Enqueue($"{string.Join(',', addresses)} {port}");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.EndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
