using System.Globalization;
using System.Text;

namespace Ayb.Identity;

/// <summary>
/// What a token is called in lists: 1 to 35 characters (Unicode scalar values) that show, blanks between them included.
/// Apps name themselves, so nothing is let in that could pass for something else: no controls, no marks of direction, no letters
/// that look like blanks, no heaps of accents, and no name that says nothing.
/// </summary>
internal static class TokenName
{
    public const int MaxLength = 35;

    // Some letters have two, as in Vietnamese when it is decomposed.
    private const int MaxAccents = 2;

    public static bool IsValid(string name) =>
        !string.IsNullOrWhiteSpace(name)
        && name.EnumerateRunes().Count() <= MaxLength
        && name.EnumerateRunes().All(Shows)
        && name.EnumerateRunes().Any(Rune.IsLetterOrDigit)
        && LongestAccents(name) <= MaxAccents;

    /// <summary>The beginning of a name that is too long, and <c>…</c> for the rest.</summary>
    public static string Shorten(string name) => name.EnumerateRunes().Count() <= MaxLength
        ? name
        : $"{string.Concat(name.EnumerateRunes().Take(MaxLength - 1))}…";

    private static int LongestAccents(string name)
    {
        var (run, longest) = (0, 0);
        foreach (var rune in name.EnumerateRunes())
        {
            run = Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    // Unicode has the fillers of Hangul for letters, and the empty pattern of Braille for a symbol.
    private static bool LooksBlank(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0;

    // A surrogate without its pair is enumerated as U+FFFD.
    private static bool Shows(Rune rune) => rune != Rune.ReplacementChar && !LooksBlank(rune) && Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
