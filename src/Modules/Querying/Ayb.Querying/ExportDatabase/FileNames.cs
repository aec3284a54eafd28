using System.Globalization;
using System.Text;

namespace Ayb.Querying;

/// <summary>Names of files in an archive: tables have any name, and archives are unpacked everywhere.</summary>
internal sealed class FileNames
{
    private const int LongestName = 100;
    private const string Extension = ".csv";

    private static readonly string[] Devices =
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(number => new[] { $"COM{number}", $"LPT{number}" })];

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where to go on counting: thousands of tables may have names that look alike.</summary>
    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);

    public string Of(string table)
    {
        var safe = Safe(table);
        var name = safe + Extension;
        var number = _numbers.GetValueOrDefault(safe, 2);
        for (; !_taken.Add(name); number++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{safe}-{number}{Extension}");
        }

        _numbers[safe] = number;
        return name;
    }

    private static string Safe(string table)
    {
        var letters = table.EnumerateRunes().Take(LongestName).Select(rune => IsSafe(rune) ? rune.ToString() : "_");
        var name = string.Concat(letters).Trim(' ', '.');
        return name.Length == 0 || Devices.Contains(name.Split('.')[0], StringComparer.OrdinalIgnoreCase) ? "_" + name : name;
    }

    private static bool IsSafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
        && !"/\\:*?\"<>|".Contains((char)(rune.IsBmp ? rune.Value : 'x'));
}
