using System.Globalization;
using System.Text;

namespace Ayb.Identity;

/// <summary>
/// What a token is called in lists: 1 to 35 characters (Unicode scalar values) that show, blanks between them included.
/// Apps name themselves, so nothing is let in that could pass for something else: no controls, no marks of direction.
/// </summary>
internal static class TokenName
{
    public const int MaxLength = 35;

    public static bool IsValid(string name) =>
        !string.IsNullOrWhiteSpace(name)
        && name.EnumerateRunes().Count() <= MaxLength
        && name.EnumerateRunes().All(Shows);

    /// <summary>The beginning of a name that is too long, and <c>…</c> for the rest.</summary>
    public static string Shorten(string name) => name.EnumerateRunes().Count() <= MaxLength
        ? name
        : $"{string.Concat(name.EnumerateRunes().Take(MaxLength - 1))}…";

    // A surrogate without its pair is enumerated as U+FFFD.
    private static bool Shows(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
