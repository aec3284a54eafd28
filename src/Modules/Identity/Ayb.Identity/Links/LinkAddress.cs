using System.Globalization;
using System.Text;

namespace Ayb.Identity;

/// <summary>Which addresses a profile may link to, and which of them the server looks at itself.</summary>
internal static class LinkAddress
{
    private const int MaxLength = 2000;
    private const string Www = "www.";

    public static string Requirement(string refused) =>
        $"A link must be an http or https address of at most {MaxLength} characters, without a user name, "
        + $"white space, backslashes, characters that do not show, or a parenthesis at its end; this is not: {(refused.Length > MaxLength ? refused[..40] + "…" : refused)}";

    /// <summary>Whether every reader takes it for the same address.</summary>
    public static bool IsAcceptable(string text) =>
        text.Length <= MaxLength
        && HasWebScheme(text)
        && !text.EnumerateRunes().Any(IsTreacherous)
        && !EndsInParenthesis(text)
        && !Authority(text).Contains('@')
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Host.Length > 0;

    /// <summary>Whether it may be fetched; where its host leads is decided when it is connected to.</summary>
    public static bool IsFetchable(Uri address) =>
        address is { IsAbsoluteUri: true, Port: 443, UserInfo: "", Host.Length: > 0 }
        && address.Scheme == Uri.UriSchemeHttps
        && address.OriginalString.Length <= MaxLength;

    /// <summary>Whether both have the same host, but for a <c>www.</c> before it.</summary>
    public static bool IsSameSite(Uri one, Uri other) => WithoutWww(one.IdnHost) == WithoutWww(other.IdnHost);

    private static string WithoutWww(string host) => host.StartsWith(Www, StringComparison.Ordinal) ? host[Www.Length..] : host;

    private static bool HasWebScheme(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    // Browsers read a backslash as a slash, drop line breaks, and show what turns the direction of writing as if it were nothing.
    private static bool IsTreacherous(Rune character) =>
        character.Value == '\\'
        || Rune.IsWhiteSpace(character)
        || Rune.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format;

    // Where "(verified)" follows a link that is, another must not bring it along.
    private static bool EndsInParenthesis(string text) =>
        text[^1] is not (']' or '}') && char.GetUnicodeCategory(text[^1]) == UnicodeCategory.ClosePunctuation;

    private static ReadOnlySpan<char> Authority(string text)
    {
        var rest = text.AsSpan(text.IndexOf("//", StringComparison.Ordinal) + 2);
        var end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }
}
