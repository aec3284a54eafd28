using Microsoft.AspNetCore.Http;

namespace Ayb.Web;

/// <summary>What a browser says of the page that a request comes from.</summary>
internal static class OwnPage
{
    /// <returns>
    /// False when the browser says that the page is another site's. It need not say anything: the token in the form decides then.
    /// </returns>
    public static bool IsFromOwnPage(this HttpRequest request, string publicUrl)
    {
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site.ToString() is not ("same-origin" or "none"))
        {
            return false;
        }

        // Our own pages send no referrer, and with that browsers write the origin as null.
        return request.Headers.Origin is not { Count: > 0 } origin
            || origin.ToString() is var text
                && (text == "null"
                    || text == new Uri(publicUrl).GetLeftPart(UriPartial.Authority)
                    || text == $"{request.Scheme}://{request.Host}");
    }
}
