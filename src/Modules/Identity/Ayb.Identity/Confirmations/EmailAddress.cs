using System.Text.RegularExpressions;

namespace Ayb.Identity;

/// <summary>
/// The addresses that we write to: the dot-atoms of RFC 5321, in ASCII, without display names, comments and quotes.
/// Nothing that could end a line or begin a second recipient is among them.
/// </summary>
internal static partial class EmailAddress
{
    private const int MaxLength = 254;
    private const int MaxLocalLength = 64;
    private const string Atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private const string Label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    public static bool IsValid(string text) =>
        text.Length <= MaxLength && text.IndexOf('@') is > 0 and <= MaxLocalLength && Syntax.IsMatch(text);

    /// <summary>Upper and lower case differ before the @ at the receiver's discretion, and never after it.</summary>
    public static bool AreSame(string one, string other)
    {
        var (at, otherAt) = (one.IndexOf('@'), other.IndexOf('@'));
        return one.AsSpan(0, at).SequenceEqual(other.AsSpan(0, otherAt))
            && one.AsSpan(at).Equals(other.AsSpan(otherAt), StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex($@"\A{Atom}(\.{Atom})*@{Label}(\.{Label})*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Syntax { get; }
}
