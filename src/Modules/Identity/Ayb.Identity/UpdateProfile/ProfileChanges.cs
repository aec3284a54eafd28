using System.Globalization;
using System.Text;
using Ayb.Contracts;

namespace Ayb.Identity;

/// <summary>What an update changes, checked. What has been cleared is <c>null</c>, or no links.</summary>
internal sealed class ProfileChanges
{
    // A character may be made of several code units, such as an emoji of a family; one made of hundreds is mischief.
    private const int MaxUnitsPerCharacter = 16;

    private readonly Dictionary<string, string?> _texts = [];

    private ProfileChanges()
    {
    }

    /// <summary><c>null</c> when they stay as they are.</summary>
    public IReadOnlyList<string>? Links { get; private set; }

    /// <param name="changes">By field; <c>null</c> and an empty text clear it.</param>
    public static Result<ProfileChanges> Read(IReadOnlyDictionary<string, string?> changes)
    {
        if (changes.Count == 0)
        {
            return new AybError(
                ErrorKind.EmptyUpdate, "No fields provided to update. Please specify at least one field to update.");
        }

        var read = new ProfileChanges();
        foreach (var (field, value) in changes)
        {
            if (read.Add(field, value is "" ? null : value) is { } error)
            {
                return error;
            }
        }

        return read;
    }

    public bool Names(string field) => _texts.ContainsKey(field);

    public string? Text(string field) => _texts.GetValueOrDefault(field);

    private AybError? Add(string field, string? value)
    {
        if (field == ProfileField.Links)
        {
            var links = LinkList.Read(value);
            Links = links.Succeeded ? links.Value : null;
            return links.Error;
        }

        if (!ProfileField.Texts.TryGetValue(field, out var length))
        {
            return AybError.Invalid($"A profile has no '{field}', but: {ProfileField.All}.");
        }

        _texts.Add(field, value);
        return value is null ? null : Check(field, value, length);
    }

    private static AybError? Check(string field, string value, int length)
    {
        if (value.EnumerateRunes().Any(IsTreacherous))
        {
            return AybError.Invalid($"The {field} must not hold line breaks, control characters or others that do not show.");
        }

        return value.Length > length * MaxUnitsPerCharacter || new StringInfo(value).LengthInTextElements > length
            ? AybError.Invalid($"The {field} may have at most {length} characters.")
            : null;
    }

    // What turns the direction of writing makes of a name another one. The two joiners shape letters, and families of emoji.
    private static bool IsTreacherous(Rune character) =>
        Rune.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        && character.Value is not ('\u200c' or '\u200d');
}
