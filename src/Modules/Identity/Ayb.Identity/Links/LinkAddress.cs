using System.Globalization;

namespace Ayb.Identity;

/// <summary>Which addresses a profile may link to, and which of them the server looks at itself.</summary>
internal static class LinkAddress
{
    private const int MaxLength = 2000;

    public static string Requirement(string refused) =>
        $"A link must be an http or https address of at most {MaxLength} characters, without a user name, "
        + $"white space, backslashes or control characters; this is not: {(refused.Length > MaxLength ? refused[..40] + "…" : refused)}";

    /// <summary>Whether every reader takes it for the same address.</summary>
    public static bool IsAcceptable(string text) =>
        text.Length <= MaxLength
        && HasWebScheme(text)
        && !text.Any(IsTreacherous)
        && !Authority(text).Contains('@')
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Host.Length > 0;

    /// <summary>Whether it may be fetched; where its host leads is decided when it is connected to.</summary>
    public static bool IsFetchable(Uri address) =>
        address is { IsAbsoluteUri: true, Port: 443, UserInfo: "", Host.Length: > 0 }
        && address.Scheme == Uri.UriSchemeHttps
        && address.OriginalString.Length <= MaxLength;

    private static bool HasWebScheme(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    // Browsers read a backslash as a slash, drop line breaks, and show what turns the direction of writing as if it were nothing.
    private static bool IsTreacherous(char character) =>
        character == '\\'
        || char.IsWhiteSpace(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static ReadOnlySpan<char> Authority(string text)
    {
        var rest = text.AsSpan(text.IndexOf("//", StringComparison.Ordinal) + 2);
        var end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }
}
