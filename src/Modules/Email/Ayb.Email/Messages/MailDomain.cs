using System.Globalization;
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
            var ascii = International().IsMatch(domain) ? Punycode.GetAscii(domain.ToLowerInvariant()) : domain;
            return HostName().IsMatch(ascii) || AddressLiteral().IsMatch(ascii) ? ascii : null;
        }
        catch (ArgumentException)
        {
            // IdnMapping's way to say that there is no punycode for it.
            return null;
        }
    }

    [GeneratedRegex(@"\A(?=.*[^\x00-\x7F])[\p{L}\p{M}\p{N}.-]+\z")]
    private static partial Regex International();

    // No IgnoreCase here: it lets the Kelvin sign pass for a k.
    [GeneratedRegex(@"\A(?=.{1,253}\z)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\z")]
    private static partial Regex HostName();

    [GeneratedRegex(@"\A\[([0-9]{1,3}(\.[0-9]{1,3}){3}|IPv6:[0-9A-Fa-f:.]{2,45})\]\z")]
    private static partial Regex AddressLiteral();
}
