using System.Globalization;
using System.Text;

namespace Ayb.Infrastructure.Configuration;

/// <summary>Makes what an operator wrote fit to stand in one line of an error message.</summary>
internal static class Printable
{
    private const int MaximumLength = 60;

    public static string Quote(string text) => $"\"{Escape(text)}\"";

    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(MaximumLength))
        {
            escaped.Append(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                ? $"\\u{rune.Value:X4}"
                : rune.ToString());
        }

        return text.EnumerateRunes().Skip(MaximumLength).Any() ? $"{escaped}…" : escaped.ToString();
    }
}
