using System.Text;
using System.Text.RegularExpressions;

namespace Ayb.Email.Messages;

/// <summary>
/// An address that is safe in an SMTP command and in a header: RFC 5321's Mailbox, extended by RFC 6531.
/// Nothing in it can end a line or an angle bracket outside of quotes.
/// </summary>
internal sealed partial record EmailAddress
{
    private const int MaxLocalPartBytes = 64;

    private const int MaxBytes = 254;

    private EmailAddress(string localPart, string domain) => (LocalPart, Domain) = (localPart, domain);

    public string LocalPart { get; }

    /// <summary>In ASCII.</summary>
    public string Domain { get; }

    /// <summary>Whether only servers with SMTPUTF8 can take it: there is no other spelling of a local part.</summary>
    public bool NeedsSmtpUtf8 => !Ascii.IsValid(LocalPart);

    public override string ToString() => $"{LocalPart}@{Domain}";

    public static EmailAddress? Parse(string text)
    {
        var at = text.LastIndexOf('@');
        if (at < 1 || MailDomain.ToAscii(text[(at + 1)..]) is not { } domain)
        {
            return null;
        }

        var localPart = text[..at];
        var bytes = Encoding.UTF8.GetByteCount(localPart);
        return bytes <= MaxLocalPartBytes
            && bytes + 1 + domain.Length <= MaxBytes
            && (DotAtom().IsMatch(localPart) || QuotedString().IsMatch(localPart))
                ? new EmailAddress(localPart, domain)
                : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u00A0-\uFFFF-[\p{C}\p{Z}]]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u00A0-\uFFFF-[\p{C}\p{Z}]]+)*\z")]
    private static partial Regex DotAtom();

    [GeneratedRegex(@"\A""([\x20\x21\x23-\x5B\x5D-\x7E]|\\[\x20-\x7E])*""\z")]
    private static partial Regex QuotedString();
}
