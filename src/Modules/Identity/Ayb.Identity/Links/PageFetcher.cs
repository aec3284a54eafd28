using System.Net;
using System.Net.Mime;
using System.Text;
using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>
/// Fetches pages that strangers have named. It goes to public addresses alone, which it looks up once and connects to as they
/// are; it takes no proxy, says nothing of the server's network, and reads little.
/// </summary>
internal sealed class PageFetcher(INetwork network, LinkTrust trust, LinkLimits limits)
{
    /// <returns>The page, or its beginning if it is long; or why there is none.</returns>
    public async Task<Result<string>> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            // Its own for each page: nothing of one stranger's connection is left for the next.
            using var http = new HttpMessageInvoker(Handler());
            return await FollowAsync(http, address, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or UriFormatException)
        {
            // The last when a host turns out to be a name in no alphabet.
            return AybError.Invalid((exception.InnerException ?? exception).Message);
        }
    }

    private SocketsHttpHandler Handler() => new()
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = ConnectAsync,
        ConnectTimeout = limits.Page,
        MaxResponseDrainSize = 0,
        MaxResponseHeadersLength = limits.HeaderKibibytes,
        PooledConnectionLifetime = TimeSpan.Zero,
        SslOptions = trust.Options,
        UseCookies = false,
        UseProxy = false,
    };

    private async Task<Result<string>> FollowAsync(
        HttpMessageInvoker http, Uri link, CancellationToken cancellationToken)
    {
        var address = link;
        for (var redirects = 0; redirects <= limits.Redirects; redirects++)
        {
            if (!LinkAddress.IsFetchable(address))
            {
                return AybError.Invalid("It leads to an address that is not https at its own port.");
            }

            using var request = Request(address);
            using var response = await http.SendAsync(request, cancellationToken);
            if (!IsRedirect(response.StatusCode))
            {
                return await ReadAsync(response, cancellationToken);
            }

            if (!Uri.TryCreate(address, response.Headers.Location, out var next))
            {
                return AybError.Invalid("It redirects to nowhere.");
            }

            // Many a site sends its visitors wherever a link into it says: that would let anybody speak for the site.
            if (!LinkAddress.IsSameSite(link, next))
            {
                return AybError.Invalid("It redirects to another host.");
            }

            address = next;
        }

        return AybError.Invalid("It redirects too often.");
    }

    private static HttpRequestMessage Request(Uri address) => new(HttpMethod.Get, address)
    {
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Headers =
        {
            { "Accept", MediaTypeNames.Text.Html },
            { "Accept-Encoding", "identity" },
            { "Connection", "close" },
            { "User-Agent", "ayb (checks whether this page links back to a profile)" },
        },
    };

    private static bool IsRedirect(HttpStatusCode status) => status
        is HttpStatusCode.MovedPermanently
        or HttpStatusCode.Found
        or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect
        or HttpStatusCode.PermanentRedirect;

    private async Task<Result<string>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var headers = response.Content.Headers;
        if (response.StatusCode != HttpStatusCode.OK
            || !string.Equals(headers.ContentType?.MediaType, MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase)
            || headers.ContentEncoding.Count > 0)
        {
            return AybError.Invalid("There is no page of HTML as it is.");
        }

        var body = new byte[limits.BodyBytes];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);

        // Whatever its encoding, what is looked for is ASCII.
        return Encoding.UTF8.GetString(body, 0, length);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var address)
            ? [address]
            : await network.ResolveAsync(host, cancellationToken);

        // One private address among public ones is enough to refuse: which of them is connected to would be chance.
        return addresses.Count > 0 && addresses.All(PublicAddress.Includes)
            ? await network.ConnectAsync(addresses, port, cancellationToken)
            : throw new AddressRefusedException();
    }
}
