using System.Globalization;
using Ayb.Contracts;

namespace Ayb.Querying.Files;

/// <summary>What a database was when something else took its place, and is not stored elsewhere yet.</summary>
/// <param name="Database">Whose it is.</param>
/// <param name="Folder">The full path of where it is.</param>
/// <param name="ReplacedAt">Until when it was the database.</param>
internal sealed record UnkeptState(DatabaseId Database, string Folder, DateTimeOffset ReplacedAt)
{
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <returns><c>null</c> for a folder with a name that an operator has given it.</returns>
    public static UnkeptState? Parse(string folder)
    {
        var parts = Path.GetFileName(folder).Split(DatabaseFolders.Unkept);
        return long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time <= Latest
            ? new UnkeptState(new DatabaseId(parts[0]), folder, DateTimeOffset.FromUnixTimeMilliseconds(time))
            : null;
    }
}
