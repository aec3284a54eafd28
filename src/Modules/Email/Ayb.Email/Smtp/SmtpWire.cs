using System.Net.Security;
using System.Text;

namespace Ayb.Email.Smtp;

/// <summary>Lines out, replies in. What comes in is bounded in length and in time.</summary>
internal sealed class SmtpWire(Stream stream, SmtpLimits limits) : IAsyncDisposable
{
    private readonly byte[] _buffer = new byte[limits.ReplyLineBytes];
    private Stream _stream = stream;
    private int _start;
    private int _end;

    public Task StartTlsAsync(SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        // What came in before TLS may be from somebody in between: it must not be taken for the server's words after it.
        (_start, _end) = (0, 0);
        var tls = new SslStream(_stream);
        _stream = tls;
        return tls.AuthenticateAsClientAsync(options, cancellationToken);
    }

    public async Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        if (line.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new ArgumentException("A command is one line.", nameof(line));
        }

        await WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellationToken);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(bytes, cancellationToken);
        await _stream.FlushAsync(cancellationToken);
    }

    public async Task<SmtpReply> ReadReplyAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (true)
        {
            var line = await ReadLineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code) || code is < 200 or > 599
                || (line.Length > 3 && line[3] is not (' ' or '-')))
            {
                throw new SmtpFailureException("the server does not speak SMTP");
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
            {
                return new SmtpReply(code, lines);
            }

            if (lines.Count >= limits.ReplyLines)
            {
                throw new SmtpFailureException("the server's reply has too many lines");
            }
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, length).TrimEnd('\r');
                _start += length + 1;
                return line;
            }

            await FillAsync(cancellationToken);
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            throw new SmtpFailureException("the server's reply has a line that is too long");
        }

        var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        if (read == 0)
        {
            throw new SmtpFailureException("the server closed the connection");
        }

        _end += read;
    }
}
