using System.Net.Sockets;
using Amazon.Runtime;

namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>Connects to one server, whatever the name in the URL.</summary>
internal sealed class OneServerHttp(Uri server) : Amazon.Runtime.HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(server.Host, server.Port, token);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });
}
