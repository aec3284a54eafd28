using System.Net;
using System.Net.Sockets;

namespace Ayb.Identity;

/// <summary>
/// Tells addresses of the internet from those that lead elsewhere: into the operator's network, to this machine,
/// or by way of a tunnel to any address at all. From IANA's registries of special-purpose addresses,
/// https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry, also those entries
/// that are reachable globally: no person has a page there.
/// </summary>
internal static class PublicAddress
{
    // All of IPv6 that is handed out as unicast. Left out are thereby ::, ::1, 64:ff9b::/96 and 64:ff9b:1::/48 (NAT64),
    // 100::/64, 5f00::/16, fc00::/7, fe80::/10, fec0::/10 and ff00::/8.
    private static readonly IPNetwork UnicastV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8",          // this network
            "10.0.0.0/8",         // private
            "100.64.0.0/10",      // shared by a carrier's customers
            "127.0.0.0/8",        // loopback
            "168.63.129.16/32",   // not IANA's: the platform of one large cloud, seen from within
            "169.254.0.0/16",     // link-local, and the metadata of most clouds
            "172.16.0.0/12",      // private
            "192.0.0.0/24",       // protocol assignments
            "192.0.2.0/24",       // documentation
            "192.31.196.0/24",    // AS112
            "192.52.193.0/24",    // AMT
            "192.88.99.0/24",     // relays of 6to4
            "192.168.0.0/16",     // private
            "192.175.48.0/24",    // AS112
            "198.18.0.0/15",      // benchmarks
            "198.51.100.0/24",    // documentation
            "203.0.113.0/24",     // documentation
            "224.0.0.0/4",        // multicast
            "240.0.0.0/4",        // reserved, and broadcast
            "2001::/23",          // protocol assignments: Teredo, benchmarks, ORCHID, AMT, AS112
            "2001:db8::/32",      // documentation
            "2002::/16",          // 6to4
            "2620:4f:8000::/48",  // AS112
            "3fff::/20",          // documentation
        }.Select(IPNetwork.Parse),
    ];

    // An IPv4-mapped address is named by itself, since a network takes it for the IPv4 address in it.
    public static bool Includes(IPAddress address) =>
        !address.IsIPv4MappedToIPv6
        && (address.AddressFamily == AddressFamily.InterNetwork || UnicastV6.Contains(address))
        && !Special.Any(network => network.Contains(address));
}
