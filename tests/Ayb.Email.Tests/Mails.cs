using Ayb.Email.Delivery;
using Ayb.Email.Smtp;
using Ayb.Email.Storage;
using Ayb.Testing.Smtp;

namespace Ayb.Email.Tests;

/// <summary>Mails and ways to send them, for tests of the transports alone.</summary>
internal static class Mails
{
    public const string Recipient = "somebody@example.org";

    public static OutboxMail Mail(string subject = "Subject", string body = "Body", string recipient = Recipient) => new()
    {
        Id = "0195f3c0aaaa7bbb8cccddddeeeeffff",
        Transport = "smtp",
        Recipient = recipient,
        Subject = subject,
        Body = body,
        CreatedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(),
        NextAttemptAt = 0,
    };

    public static SmtpTransport Transport(
        int port,
        SmtpSecurity security = SmtpSecurity.Plain,
        string username = "",
        string password = SmtpServer.Password,
        string from = "Server Sender <server@example.org>",
        SmtpTrust? trust = null,
        TimeProvider? clock = null) =>
        new(
            new EmailSmtpOptions
            {
                From = from,
                ReplyTo = "Server Reply <replyto@example.org>",
                SmtpHost = SmtpServer.Host,
                SmtpPort = port,
                SmtpUsername = username,
                SmtpPassword = password,
            },
            new SmtpEndpoint(SmtpServer.Host, port, ImplicitTls: security == SmtpSecurity.Tls),
            trust ?? new SmtpTrust(TestCertificate.Localhost),
            new SmtpLimits(),
            clock ?? TimeProvider.System);

    public static Task<DeliveryOutcome> SendAsync(this SmtpTransport transport, OutboxMail mail) =>
        transport.SendAsync(mail, CancellationToken.None);
}
