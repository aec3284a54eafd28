namespace Ayb.Testing.Smtp;

/// <summary>A mail that an <see cref="SmtpServer"/> took, as Python's email package reads it.</summary>
/// <param name="MailFrom">The sender in the envelope.</param>
/// <param name="Recipients">The recipients in the envelope.</param>
/// <param name="MailOptions">The parameters of MAIL FROM.</param>
/// <param name="Tls">Whether the connection was encrypted.</param>
/// <param name="Mechanism">How the client logged in; null if it did not.</param>
/// <param name="Client">The name in EHLO or HELO.</param>
/// <param name="Headers">Names and decoded values in their order.</param>
/// <param name="SenderName">The decoded name in From.</param>
/// <param name="SenderAddress">The address in From.</param>
/// <param name="Body">Decoded.</param>
/// <param name="Defects">Whatever in the message is against the rules.</param>
/// <param name="Raw">The content without the stuffed dots.</param>
public sealed record ReceivedMail(
    string MailFrom,
    IReadOnlyList<string> Recipients,
    IReadOnlyList<string> MailOptions,
    bool Tls,
    string? Mechanism,
    string Client,
    IReadOnlyList<string[]> Headers,
    string SenderName,
    string SenderAddress,
    string Body,
    IReadOnlyList<string> Defects,
    byte[] Raw)
{
    /// <summary>The value of a header that is there once.</summary>
    public string Header(string name) => Headers.Single(header => header[0] == name)[1];
}
