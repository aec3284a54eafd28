using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Ayb.Web;

/// <summary>
/// An address on this server, for where a browser is sent next. What could leave the server is none:
/// browsers read <c>//host</c> and <c>/\host</c> as other hosts, and pass over tabs and line ends while they do.
/// </summary>
public static class LocalPath
{
    // In base64 it fits into a cookie, which browsers take up to 4096 bytes.
    private const int MaxLength = 3000;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%");

    public static bool IsLocal(string? text) =>
        text is ['/', ..] and not ['/', '/', ..] and { Length: <= MaxLength } && !text.AsSpan().ContainsAnyExcept(Allowed);

    internal static string ToCookie(string path) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(path));

    /// <returns><c>null</c> for whatever is not such an address: a cookie may come from anywhere.</returns>
    internal static string? FromCookie(string? cookie)
    {
        if (cookie is null || !Base64Url.IsValid(cookie))
        {
            return null;
        }

        var path = Encoding.Latin1.GetString(Base64Url.DecodeFromChars(cookie));
        return IsLocal(path) ? path : null;
    }
}
