using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Infrastructure.RateLimits;

/// <summary>The rates that one endpoint keeps to.</summary>
internal sealed class EndpointLimits(
    ClientAddresses addresses, RateLimiter<ClientAddress>[] perAddress, RateLimiter<EntityId>[] perAccount)
{
    public static EndpointLimits Of(EndpointBuilder endpoint) => new(
        endpoint.ApplicationServices.GetRequiredService<ClientAddresses>(),
        [
            endpoint.ApplicationServices.GetRequiredService<RequestRates>().PerAddress,
            .. endpoint.Metadata.OfType<RateLimiter<ClientAddress>>(),
        ],
        [.. endpoint.Metadata.OfType<RateLimiter<EntityId>>()]);

    public ClientAddress AddressOf(HttpContext context) => addresses.Of(context);

    /// <returns>Why the request is refused, whoever it is from.</returns>
    public AybError? Refuse(ClientAddress address) => FirstRefusal(perAddress, address);

    /// <returns>Why the request of this caller is refused.</returns>
    public AybError? Refuse(Principal? caller) => caller is null ? null : FirstRefusal(perAccount, caller.Id);

    private static AybError? FirstRefusal<TKey>(RateLimiter<TKey>[] limiters, TKey key) where TKey : struct, IEquatable<TKey>
    {
        foreach (var limiter in limiters)
        {
            if (limiter.Take(key) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}
