namespace Ayb.Testing.Smtp;

/// <summary>How an <see cref="SmtpServer"/> protects its connections.</summary>
public enum SmtpSecurity
{
    Plain,
    StartTls,
    Tls,
}
