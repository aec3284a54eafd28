using System.Globalization;
using System.Text;
using Ayb.Email.Storage;

namespace Ayb.Email.Messages;

/// <summary>Writes a mail as RFC 5322 and MIME want it: lines end with CRLF and have at most 998 octets.</summary>
internal static class MailComposer
{
    private const int MaxLine = 998;

    /// <summary>The form of dates in headers: RFC 5322, section 3.3.</summary>
    public static string FormatDate(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    /// <summary>The same mail gives the same bytes at every attempt, its Message-ID included.</summary>
    public static byte[] Compose(OutboxMail mail, Mailbox from, Mailbox replyTo, EmailAddress to)
    {
        var lines = BodyLines(mail.Body);
        var isPlain = lines.All(IsPlain);
        var headers = new HeaderWriter()
            .Add("Date", FormatDate(mail.WrittenAt))
            .Add("From", HeaderText.Of(from))
            .Add("Reply-To", HeaderText.Of(replyTo))
            .Add("To", HeaderText.Of(new Mailbox("", to)))
            .Add("Subject", HeaderText.Unstructured(mail.Subject))
            .Add("Message-ID", $"<{mail.Id}@{from.Address.Domain}>")
            .Add("Auto-Submitted", "auto-generated")
            .Add("MIME-Version", "1.0")
            .Add("Content-Type", "text/plain;", "charset=utf-8")
            .Add("Content-Transfer-Encoding", isPlain ? "7bit" : "quoted-printable");
        var body = isPlain ? string.Concat(lines.Select(line => line + "\r\n")) : QuotedPrintable.Encode(lines);
        return Encoding.UTF8.GetBytes($"{headers}\r\n{body}");
    }

    /// <summary>The body's lines, whichever line ends it was written with.</summary>
    public static string[] BodyLines(string body) => body.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static bool IsPlain(string line) =>
        line.Length <= MaxLine && line.All(character => character is '\t' or (>= ' ' and <= '~'));
}
