using System.Net.Sockets;
using System.Text;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>Sends what an HTTP client would tidy up before it goes out: paths and headers byte for byte.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    public static async Task<RawAnswer> SendAsync(Uri server, string method, string path, IEnumerable<string> headers, byte[] body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        var length = body.Length > 0 || method is "POST" or "PATCH" ? [$"Content-Length: {body.Length}"] : Array.Empty<string>();
        string[] head = [$"{method} {path} HTTP/1.1", $"Host: {server.Authority}", "Connection: close", .. length, .. headers, "", ""];
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", head)));
        await client.GetStream().WriteAsync(body);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        return RawAnswer.Parse(await reader.ReadToEndAsync().WaitAsync(Deadline));
    }
}
