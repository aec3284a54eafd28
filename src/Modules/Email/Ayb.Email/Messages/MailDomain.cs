using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ayb.Email.Messages;

/// <summary>The part of an address after the <c>@</c>, as it travels: ASCII, international names in punycode.</summary>
internal static partial class MailDomain
{
    private static readonly IdnMapping Punycode = new();

    /// <returns>Null when no mail server can have this name.</returns>
    public static string? ToAscii(string domain)
    {
        try
        {
            var ascii = Ascii.IsValid(domain) ? domain : Punycode.GetAscii(domain.ToLowerInvariant());
            return HostName().IsMatch(ascii) || AddressLiteral().IsMatch(ascii) ? ascii : null;
        }
        catch (ArgumentException)
        {
            // IdnMapping's way to say that there is no punycode for it.
            return null;
        }
    }

    [GeneratedRegex(@"\A(?=.{1,253}\z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HostName();

    [GeneratedRegex(@"\A\[(\d{1,3}(\.\d{1,3}){3}|IPv6:[0-9a-f:.]{2,45})\]\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AddressLiteral();
}
