using System.Net.Sockets;
using System.Text;

namespace Ayb.Identity.Tests;

/// <summary>Sends what an HTTP client would tidy up before it goes out: the same header in two lines.</summary>
internal static class RawHttp
{
    public static async Task<string> PostAsync(Uri server, string path, IEnumerable<(string Name, string Value)> headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        var lines = headers.Select(header => $"{header.Name}: {header.Value}\r\n");
        var request = $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Length: 0\r\nConnection: close\r\n{string.Concat(lines)}\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }
}
