using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Ayb.Querying.Files;

/// <summary>How fast a client must send or take what holds a place of <see cref="LongWork"/>: others wait for the place.</summary>
internal static class TransferPace
{
    /// <summary>In bytes a second, on average: 0.25 Mbit/s.</summary>
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 32 << 10, gracePeriod: TimeSpan.FromSeconds(30));

    /// <summary>Has the web server break off a slower one. Other servers than Kestrel have rules of their own.</summary>
    public static void Demand(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } request)
        {
            request.MinDataRate = Slowest;
        }

        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } response)
        {
            response.MinDataRate = Slowest;
        }
    }
}
