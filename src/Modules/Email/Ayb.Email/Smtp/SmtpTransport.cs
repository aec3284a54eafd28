using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Ayb.Email.Delivery;
using Ayb.Email.Messages;
using Ayb.Email.Storage;

namespace Ayb.Email.Smtp;

/// <summary>Hands mails to a server, each over a connection of its own.</summary>
internal sealed class SmtpTransport(
    EmailSmtpOptions options, SmtpEndpoint endpoint, SmtpTrust trust, SmtpLimits limits, TimeProvider clock)
    : IMailTransport
{
    private readonly SmtpPatience _patience = new(clock);

    private readonly Mailbox _from = Mailbox.Parse(options.From)!;

    private readonly Mailbox _replyTo = Mailbox.Parse(options.ReplyTo)!;

    public string Name => "smtp";

    public async Task<DeliveryOutcome> SendAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        if (EmailAddress.Parse(mail.Recipient) is not { } to)
        {
            return new Refused("the recipient has no valid address");
        }

        try
        {
            await SendAsync(to, MailComposer.Compose(mail, _from, _replyTo, to), cancellationToken);
            return new Delivered();
        }
        catch (SmtpFailureException failure)
        {
            return failure.IsFinal ? new Refused(failure.Message) : new Deferred(failure.Message);
        }
        catch (SocketException failure)
        {
            return new Deferred($"no connection to the server: {failure.SocketErrorCode}");
        }
        catch (AuthenticationException)
        {
            return new Deferred(
                "TLS failed: the certificate has to be valid, for the name in smtp_host, and signed by somebody whom this machine trusts");
        }
        catch (IOException)
        {
            return new Deferred("the connection broke");
        }
    }

    private async Task SendAsync(EmailAddress to, byte[] message, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await _patience.WaitAsync(
            "the connection",
            limits.Step,
            limit => socket.ConnectAsync(endpoint.Host, endpoint.Port, limit).AsTask(),
            cancellationToken);
        await using var wire = new SmtpWire(new NetworkStream(socket), limits);
        var conversation = new SmtpConversation(wire, endpoint, trust, limits, _patience);
        await conversation.OpenAsync((IPEndPoint)socket.LocalEndPoint!, (IPEndPoint)socket.RemoteEndPoint!, cancellationToken);
        await conversation.LogInAsync(options.SmtpUsername, options.SmtpPassword, cancellationToken);
        await conversation.SendAsync(_from.Address, to, message, cancellationToken);
        await conversation.CloseAsync();
    }
}
