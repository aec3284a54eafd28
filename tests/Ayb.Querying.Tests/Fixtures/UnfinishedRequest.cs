using System.Net.Sockets;
using System.Text;
using Ayb.Testing;

namespace Ayb.Querying.Tests.Fixtures;

/// <summary>A query whose body has begun, and goes on when the test says so.</summary>
internal sealed class UnfinishedRequest : IDisposable
{
    private readonly TcpClient _client = new();

    /// <param name="host">Whom to ask.</param>
    /// <param name="caller">Whose token is sent.</param>
    /// <param name="length">Which length is announced; <c>null</c> sends chunks.</param>
    /// <param name="begun">How many bytes of blanks are sent; with chunks, in one.</param>
    /// <param name="type">Of the body.</param>
    /// <param name="what">Is asked of the database.</param>
    /// <param name="method">How.</param>
    public static async Task<UnfinishedRequest> BeginAsync(ModuleHost host, string caller, int? length, int begun, string type = "text/plain", string what = "query", string method = "POST")
    {
        var request = new UnfinishedRequest();
        var server = host.Http.BaseAddress!;
        await request._client.ConnectAsync(server.Host, server.Port);
        var framing = length is null ? $"Transfer-Encoding: chunked\r\n\r\n{begun:x}\r\n" : $"Content-Length: {length}\r\n\r\n";

        // All at once: what begins when the head is there does not depend on when the rest is sent.
        await request.SendAsync(
            $"{method} /v1/alice/db/{what} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer token-of-{caller}\r\nContent-Type: {type}\r\n{framing}"
            + new string(' ', begun));
        return request;
    }

    public async Task SendAsync(string text) => await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));

    /// <returns>The head of the answer, and an object.</returns>
    public async Task<string> AnswerAsync()
    {
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        while (!answer.ToString().Contains('}'))
        {
            var read = await _client.GetStream().ReadAsync(buffer).AsTask().WaitAsync(QueryingHost.Deadline);
            if (read == 0)
            {
                break;
            }

            answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return answer.ToString();
    }

    /// <summary>Goes away in the middle of a sentence.</summary>
    public void Dispose()
    {
        _client.LingerState = new LingerOption(enable: true, seconds: 0);
        _client.Dispose();
    }
}
