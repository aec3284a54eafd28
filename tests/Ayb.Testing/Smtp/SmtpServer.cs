using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace Ayb.Testing.Smtp;

/// <summary>A real SMTP server, aiosmtpd, in a process of its own that ends with this object or with the tests.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    public const string Host = "localhost";

    public const string Username = "ayb";

    public const string Password = "secret";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Process _process;
    private readonly TestFolder _folder;
    private readonly Channel<JsonElement> _events = Channel.CreateUnbounded<JsonElement>();
    private readonly Task _reading;

    private SmtpServer(Process process, TestFolder folder)
    {
        (_process, _folder) = (process, folder);
        _reading = ReadEventsAsync();
    }

    public int Port { get; private set; }

    /// <summary><see cref="TestCertificate.Localhost"/>. A process trusts it when this is its <c>SSL_CERT_FILE</c>.</summary>
    public string CertificateFile => CertificateFileIn(_folder);

    public static async Task<SmtpServer> StartAsync(SmtpServerOptions? options = null)
    {
        var folder = new TestFolder();
        TestCertificate.Localhost.WriteTo(CertificateFileIn(folder));
        var start = new ProcessStartInfo("/usr/bin/python3")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "servers", "smtp.py"));
        foreach (var argument in (options ?? new SmtpServerOptions()).Arguments(CertificateFileIn(folder)))
        {
            start.ArgumentList.Add(argument);
        }

        var server = new SmtpServer(Process.Start(start)!, folder);
        server.Port = (await server.NextEventAsync("port")).GetInt32();
        return server;
    }

    /// <summary>The next mail that arrives, or has arrived; fails when none does.</summary>
    public async Task<ReceivedMail> NextMailAsync() => (await NextEventAsync()).Deserialize<ReceivedMail>(Json)!;

    /// <summary>Returns once the server has told a client to come back later.</summary>
    public Task DeferredAsync() => NextEventAsync("deferred");

    /// <summary>Returns once the server has told a client not to come back.</summary>
    public Task RefusedAsync() => NextEventAsync("refused");

    /// <summary>Whether nothing has happened that the test has not asked for.</summary>
    public bool IsQuiet => !_events.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Deadline);
        await _reading;
        _process.Dispose();
        _folder.Dispose();
    }

    private static string CertificateFileIn(TestFolder folder) => Path.Combine(folder.Path, "certificate.pem");

    private async Task<JsonElement> NextEventAsync(string property)
    {
        var next = await NextEventAsync();
        return next.TryGetProperty(property, out var value)
            ? value
            : throw new InvalidOperationException($"The SMTP server should say '{property}', but it says: {next}");
    }

    private async Task<JsonElement> NextEventAsync()
    {
        try
        {
            return await _events.Reader.ReadAsync().AsTask().WaitAsync(Deadline);
        }
        catch (ChannelClosedException closed)
        {
            throw new InvalidOperationException(
                "The SMTP server has ended. Is the Debian package python3-aiosmtpd installed?", closed);
        }
    }

    private async Task ReadEventsAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _events.Writer.TryWrite(JsonElement.Parse(line));
        }

        _events.Writer.Complete();
    }
}
