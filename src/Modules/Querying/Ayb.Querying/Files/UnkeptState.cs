using Ayb.Contracts;

namespace Ayb.Querying.Files;

/// <summary>What a database was when something else took its place, and is not stored elsewhere yet.</summary>
/// <param name="Database">Whose it is.</param>
/// <param name="Folder">The full path of where it is.</param>
/// <param name="ReplacedAt">Until when it was the database.</param>
internal sealed record UnkeptState(DatabaseId Database, string Folder, DateTimeOffset ReplacedAt);
