using System.Collections.Frozen;

namespace Ayb.Identity;

/// <summary>The fields of a profile, by their names in the API.</summary>
internal static class ProfileField
{
    public const string DisplayName = "display_name";
    public const string Description = "description";
    public const string Organization = "organization";
    public const string Location = "location";
    public const string Links = "links";

    /// <summary>How many characters, as people count them, the fields for text may have.</summary>
    public static readonly FrozenDictionary<string, int> Texts = FrozenDictionary.ToFrozenDictionary<string, int>(
    [
        new(DisplayName, 35),
        new(Description, 100),
        new(Organization, 35),
        new(Location, 35),
    ]);

    public static readonly string All = string.Join(", ", DisplayName, Description, Organization, Location, Links);
}
