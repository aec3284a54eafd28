using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Ayb.Identity.Tests;

/// <summary>A server with TLS on loopback that says whatever a test makes it say, and knows who came.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    public const string Host = "pages.example";

    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly SslServerAuthenticationOptions _tls;
    private readonly Task _accepting;
    private int _connections;

    public PageServer(X509Certificate2? certificate = null)
    {
        // Offline: it is the caller alone who may be tempted to look for issuers.
        _tls = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate ?? Certificate, null, offline: true),
        };
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Signed by itself, for <see cref="Host"/>, the names below it, and one public address.</summary>
    public static X509Certificate2 Certificate { get; } = Create(names =>
    {
        names.AddDnsName(Host);
        names.AddDnsName($"*.{Host}");
        names.AddIpAddress(IPAddress.Parse("93.184.216.34"));
    });

    public EndPoint EndPoint => _listener.LocalEndpoint;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The heads of the requests, oldest first.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Answers a path; others have no page.</summary>
    public ConcurrentDictionary<string, Func<Stream, Task>> Pages { get; } = [];

    public static X509Certificate2 Create(Action<SubjectAlternativeNameBuilder> addNames)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=pages", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        addNames(names);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public PageServer Shows(string path, string html, string type = "text/html; charset=utf-8", string headers = "") =>
        Says(path, $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(html)}\r\n\r\n{html}");

    public PageServer Redirects(string path, string location, int status = 302) =>
        Says(path, $"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");

    public PageServer Says(string path, string answer) =>
        Does(path, async stream => await stream.WriteAsync(Encoding.UTF8.GetBytes(answer)));

    public PageServer Does(string path, Func<Stream, Task> answer)
    {
        Pages[path] = answer;
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_conversations);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _connections);
                _conversations.Add(TalkAsync(client));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(_tls);
                var head = await ReadHeadAsync(stream);
                Requests.Enqueue(head);
                await Pages.GetValueOrDefault(head.Split(' ')[1], NoPage)(stream);
            }
            catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
            {
                // Who had called has gone.
            }
        }
    }

    private static async Task NoPage(Stream stream) =>
        await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8.ToArray());

    private static async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
