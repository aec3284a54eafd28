using System.Net;
using System.Net.Sockets;
using Ayb.Email.Messages;

namespace Ayb.Email.Smtp;

/// <summary>How we introduce ourselves: by our full name, or by our address if we have none (RFC 5321, section 4.1.4).</summary>
internal static class SmtpHello
{
    public static string Of(IPAddress local) => Of(local, Dns.GetHostName());

    public static string Of(IPAddress local, string hostName)
    {
        if (hostName.Contains('.', StringComparison.Ordinal) && MailDomain.ToAscii(hostName) is { } domain)
        {
            return domain;
        }

        var address = local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : new IPAddress(local.GetAddressBytes());
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{address}]" : $"[{address}]";
    }
}
