using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Ayb.Testing.Smtp;

namespace Ayb.Email.Tests;

/// <summary>
/// Says what it is told to say, whatever the client does: the first reply at once, each other one after a line of the
/// client. When there are no more, it hangs up.
/// </summary>
internal sealed class ScriptedSmtpServer : IAsyncDisposable
{
    /// <summary>Instead of a reply: a TLS handshake, without waiting for a line.</summary>
    public const string Handshake = "<handshake>";

    /// <summary>Instead of a reply: nothing, until the client goes away. It begins with the client's first octet.</summary>
    public const string Silence = "<silence>";

    /// <summary>Instead of a reply: text without end, until the client goes away.</summary>
    public const string EndlessLine = "<endless line>";

    /// <summary>Instead of a reply: lines without end, until the client goes away.</summary>
    public const string EndlessReply = "<endless reply>";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _lines = [];
    private readonly CancellationTokenSource _patience = new();
    private readonly TaskCompletionSource _silent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _conversation;

    public ScriptedSmtpServer(params string[] replies)
    {
        _listener.Start();
        _conversation = TalkAsync(replies);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public X509Certificate2 Certificate { get; init; } = TestCertificate.Localhost;

    /// <summary>What the client has said, once it has gone away.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync()
    {
        await _conversation.WaitAsync(Deadline);
        return _lines;
    }

    /// <summary>Returns once the client waits for <see cref="Silence"/> to end.</summary>
    public Task SilentAsync() => _silent.Task.WaitAsync(Deadline);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _patience.CancelAsync();
        try
        {
            await _conversation;
        }
        catch (SocketException)
        {
            // Nobody came.
        }
        catch (OperationCanceledException)
        {
            // The client is still there.
        }

        _patience.Dispose();
    }

    private async Task TalkAsync(string[] replies)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        Stream stream = client.GetStream();
        try
        {
            for (var index = 0; index < replies.Length; index++)
            {
                if (replies[index] == Handshake)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(Certificate);
                    stream = tls;
                    continue;
                }

                if (replies[index] == Silence)
                {
                    await StaySilentAsync(stream, isFirst: index == 0);
                    return;
                }

                if (index > 0 && await ReadLinesAsync(stream, toDot: replies[index - 1].StartsWith("354", StringComparison.Ordinal)))
                {
                    return;
                }

                await ReplyAsync(stream, replies[index]);
            }
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            // The client has had enough.
        }
    }

    private async Task StaySilentAsync(Stream stream, bool isFirst)
    {
        if (!isFirst)
        {
            await stream.ReadExactlyAsync(new byte[1], _patience.Token);
        }

        _silent.SetResult();
        await stream.CopyToAsync(Stream.Null, _patience.Token);
    }

    private static async Task ReplyAsync(Stream stream, string reply)
    {
        switch (reply)
        {
            case EndlessLine:
                await WriteForeverAsync(stream, new string('x', 1000));
                break;
            case EndlessReply:
                await WriteForeverAsync(stream, "250-and\r\n");
                break;
            default:
                await stream.WriteAsync(Encoding.Latin1.GetBytes(reply + "\r\n"));
                break;
        }
    }

    private static async Task WriteForeverAsync(Stream stream, string text)
    {
        while (true)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        }
    }

    /// <returns>Whether the client has gone away.</returns>
    private async Task<bool> ReadLinesAsync(Stream stream, bool toDot)
    {
        string? line;
        do
        {
            line = await ReadLineAsync(stream);
            if (line is not null)
            {
                _lines.Add(line);
            }
        }
        while (toDot && line is not (null or "."));

        return line is null;
    }

    // Octet by octet: what follows a line may belong to a handshake.
    private static async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var octet = new byte[1];
        while (await stream.ReadAsync(octet) == 1)
        {
            if (octet[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)octet[0]);
        }

        return null;
    }
}
