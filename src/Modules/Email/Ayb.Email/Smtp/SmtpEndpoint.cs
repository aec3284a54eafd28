namespace Ayb.Email.Smtp;

/// <summary>A server, and how to talk to it.</summary>
/// <param name="ImplicitTls">TLS begins with the first byte; otherwise by STARTTLS.</param>
internal sealed record SmtpEndpoint(string Host, int Port, bool ImplicitTls)
{
    private const int ImplicitTlsPort = 465;

    public static SmtpEndpoint Of(EmailSmtpOptions options) =>
        new(options.SmtpHost, options.SmtpPort, options.SmtpPort == ImplicitTlsPort);
}
