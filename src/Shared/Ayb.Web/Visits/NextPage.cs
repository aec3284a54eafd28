using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Ayb.Web;

/// <summary>Where somebody was going when they had to log in: from address to form, and past the mail in a cookie.</summary>
public sealed class NextPage(PageCookies cookies)
{
    /// <summary>The query's parameter and the form's field.</summary>
    public const string Field = "next";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <returns><c>null</c> unless it leads to this server.</returns>
    public static string? Asked(StringValues value) => value is [{ } path] && LocalPath.IsLocal(path) ? path : null;

    /// <summary>The address of a page that sends on from there.</summary>
    public static string Url(string page, string? next) =>
        LocalPath.IsLocal(next) ? $"{page}?{Field}={Uri.EscapeDataString(next!)}" : page;

    /// <summary>Remembers it for the browser that opens the mail's link; <c>null</c> forgets what was before.</summary>
    public void Keep(HttpResponse response, string? path)
    {
        if (path is null)
        {
            cookies.DropNext(response);
        }
        else
        {
            cookies.SetNext(response, path, Lifetime);
        }
    }

    /// <summary>Once: the next log-in begins anew.</summary>
    public string? Take(HttpRequest request, HttpResponse response)
    {
        cookies.DropNext(response);
        return cookies.ReadNext(request);
    }
}
