using System.Security.Cryptography;
using Ayb.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Ayb.Web;

/// <summary>
/// The cookies of the pages. Scripts can't read them, and other sites' forms are sent without them. Over https their names
/// begin so that browsers take them from this host alone, and not from a neighbour in its domain.
/// </summary>
public sealed class PageCookies(ServerOptions server)
{
    private readonly bool _secure = server.PublicUrl.StartsWith("https:", StringComparison.Ordinal);

    private string Session => Name("ayb_session");

    private string Visitor => Name("ayb_visitor");

    private string Next => Name("ayb_next");

    /// <summary>The API token of who is logged in.</summary>
    public string? ReadSession(HttpRequest request) => request.Cookies[Session];

    public void SetSession(HttpResponse response, string apiToken, TimeSpan lifetime) =>
        response.Cookies.Append(Session, apiToken, Options(lifetime));

    public void DropSession(HttpResponse response) => response.Cookies.Delete(Session, Options(null));

    /// <summary>Where to go once the mail is confirmed.</summary>
    public string? ReadNext(HttpRequest request) => LocalPath.FromCookie(request.Cookies[Next]);

    public void SetNext(HttpResponse response, string path, TimeSpan lifetime) =>
        response.Cookies.Append(Next, LocalPath.ToCookie(path), Options(lifetime));

    public void DropNext(HttpResponse response) => response.Cookies.Delete(Next, Options(null));

    /// <summary>What tells this browser from others before anybody is logged in; until the browser is closed.</summary>
    internal string ReadOrSetVisitor(HttpRequest request, HttpResponse response)
    {
        if (ReadVisitor(request) is { } known)
        {
            return known;
        }

        var visitor = RandomNumberGenerator.GetHexString(32, lowercase: true);
        response.Cookies.Append(Visitor, visitor, Options(null));
        return visitor;
    }

    internal string? ReadVisitor(HttpRequest request) => request.Cookies[Visitor] is { Length: > 0 } known ? known : null;

    private string Name(string name) => _secure ? $"__Host-{name}" : name;

    private CookieOptions Options(TimeSpan? lifetime) => new()
    {
        Path = "/",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = _secure,
        MaxAge = lifetime,
        IsEssential = true,
    };
}
