using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ayb.Cli.Tests.Fixtures;

/// <summary>An HTTP server on loopback that remembers what it was asked and answers what it was told to.</summary>
internal sealed class CannedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly ConcurrentQueue<CannedAnswer> _answers = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Whoever waits for it is held by the server: what nobody holds is collected, and its connection reset.
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CannedServer()
    {
        _listener.Start();
        _ = AcceptConnections();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    /// <summary>Ends when the first request is there.</summary>
    public Task Asked => _asked.Task;

    public void Answers(int status, string body, string contentType = "application/json", string headers = "") =>
        _answers.Enqueue(new(
            $"HTTP/1.1 {status} {(HttpStatusCode)status}\r\nContent-Type: {contentType}\r\n{headers}"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    public void BreaksOff() => _answers.Enqueue(new("") { IsLast = true });

    /// <summary>There is to be one byte more.</summary>
    public void BreaksOffIn(int status, string body, bool resets) =>
        _answers.Enqueue(new($"HTTP/1.1 {status} {(HttpStatusCode)status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body) + 1}\r\n\r\n{body}")
        {
            IsLast = true,
            Resets = resets,
        });

    public void NeverAnswers() => _answers.Enqueue(new("") { IsSilent = true });

    public void Dispose()
    {
        _listener.Dispose();
        _ended.TrySetResult();
    }

    private async Task AcceptConnections()
    {
        try
        {
            while (true)
            {
                _ = Serve(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception disposed) when (disposed is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            while (await ReceivedRequest.Read(stream) is { } request)
            {
                Requests.Enqueue(request);
                _asked.TrySetResult();
                if (!_answers.TryDequeue(out var answer))
                {
                    return;
                }

                if (answer.IsSilent)
                {
                    await _ended.Task;
                    return;
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer.Text));
                if (answer.Resets)
                {
                    client.LingerState = new LingerOption(enable: true, seconds: 0);
                    client.Client.Close(timeout: 0);
                    return;
                }

                if (answer.IsLast)
                {
                    return;
                }
            }
        }
    }
}
