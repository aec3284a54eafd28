using System.Net;
using System.Net.Sockets;
using Ayb.Contracts;
using Ayb.Infrastructure.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Ayb.Infrastructure.Http;

/// <summary>
/// Finds out from where requests come. Of <c>X-Forwarded-For</c> only what trusted proxies have written counts: read from its end,
/// up to the first address that is none of theirs.
/// </summary>
internal sealed class ClientAddresses(ServerOptions options, ILogger<ClientAddresses> logger)
{
    private const string ForwardedFor = "X-Forwarded-For";

    private readonly IPNetwork[] _trusted = [.. options.TrustedProxies.Select(text => NetworksAttribute.Parse(text)!.Value)];
    private int _hasWarned;

    public ClientAddress Of(HttpContext context)
    {
        // Sockets that are files have no address; all that come by them are one.
        var peer = context.Connection.RemoteIpAddress ?? IPAddress.IPv6None;
        var forwarded = context.Request.Headers[ForwardedFor];
        if (forwarded.Count == 0)
        {
            return ClientAddress.Of(peer);
        }

        if (!IsTrusted(peer))
        {
            WarnOnce(peer);
            return ClientAddress.Of(peer);
        }

        return ClientAddress.Of(NearestStranger(peer, forwarded));
    }

    private IPAddress NearestStranger(IPAddress peer, StringValues forwarded)
    {
        var nearest = peer;
        for (var line = forwarded.Count - 1; line >= 0; line--)
        {
            var rest = forwarded[line].AsSpan();
            for (var comma = rest.Length; comma >= 0; rest = rest[..Math.Max(comma, 0)])
            {
                comma = rest.LastIndexOf(',');
                if (!TryParse(rest[(comma + 1)..].Trim(), out var hop))
                {
                    return nearest;
                }

                nearest = hop;
                if (!IsTrusted(hop))
                {
                    return hop;
                }
            }
        }

        return nearest;
    }

    /// <summary>Some proxies add the port. Numbers without dots, which the framework takes for addresses as well, are none here.</summary>
    private static bool TryParse(ReadOnlySpan<char> text, out IPAddress address)
    {
        var isEndPoint = IPEndPoint.TryParse(text, out var endPoint);
        address = endPoint?.Address ?? IPAddress.None;
        return isEndPoint && (address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count('.') == 3);
    }

    private bool IsTrusted(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in _trusted)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }

    // A proxy that was forgotten makes one caller of all who come through it. Strangers can send the header too, but not from this machine.
    private void WarnOnce(IPAddress peer)
    {
        if (IPAddress.IsLoopback(peer) && Interlocked.Exchange(ref _hasWarned, 1) == 0)
        {
            Log.UntrustedProxy(logger, peer);
        }
    }
}
