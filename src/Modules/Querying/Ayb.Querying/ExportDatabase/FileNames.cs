using System.Globalization;
using System.Text;

namespace Ayb.Querying;

/// <summary>Names of files in an archive: tables have any name, and archives are unpacked everywhere.</summary>
internal sealed class FileNames
{
    /// <summary>In UTF-8: most systems take 255, with a number and the extension.</summary>
    private const int MostBytes = 200;

    private const string Extension = ".csv";

    private static readonly Rune Replacement = new('_');

    private static readonly string[] Devices =
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "0123456789\u00B9\u00B2\u00B3".SelectMany(number => new[] { $"COM{number}", $"LPT{number}" })];

    /// <summary>Letters that some systems take for others, or for two: accents on their own, parts of syllables, signs and ligatures.</summary>
    private static readonly (int First, int Last)[] Equivocal =
    [
        (0x17F, 0x17F), (0x300, 0x36F), (0x1100, 0x11FF), (0x1E9E, 0x1E9E), (0x2126, 0x2126), (0x212A, 0x212B), (0xF900, 0xFAFF), (0xFB00, 0xFB06),
        (0x2F800, 0x2FA1F),
    ];

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where to go on counting: thousands of tables may have names that look alike.</summary>
    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);

    public string Of(string table)
    {
        var safe = Safe(table);
        var name = safe + Extension;
        var number = _numbers.GetValueOrDefault(safe, 2);
        for (; !_taken.Add(name.Replace("\u00DF", "ss")); number++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{safe}-{number}{Extension}");
        }

        _numbers[safe] = number;
        return name;
    }

    private static string Safe(string table)
    {
        var (letters, left) = (new StringBuilder(), MostBytes);
        foreach (var rune in table.EnumerateRunes())
        {
            var letter = IsSafe(rune) ? rune : Replacement;
            if ((left -= letter.Utf8SequenceLength) < 0)
            {
                break;
            }

            letters.Append(letter.ToString());
        }

        var name = letters.ToString().Trim(' ', '.');
        return name.Length == 0 || Devices.Contains(name.Split('.')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase) ? "_" + name : name;
    }

    private static bool IsSafe(Rune rune) => !Array.Exists(Equivocal, range => rune.Value >= range.First && rune.Value <= range.Last) &&
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
        && !"/\\:*?\"<>|".Contains((char)(rune.IsBmp ? rune.Value : 'x'));
}
