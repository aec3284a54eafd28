namespace Ayb.EndToEnd.Tests.Snapshots.Histories;

/// <summary>A kind of table that SQLite keeps in a way of its own.</summary>
/// <param name="Name">By which its kind is known.</param>
/// <param name="Key">The column that tells rows apart.</param>
/// <param name="Columns">As CREATE TABLE takes them, with what follows.</param>
internal sealed record TableShape(string Name, string Key, string Columns)
{
    public static IReadOnlyList<TableShape> All { get; } =
    [
        new("keyed", "id", "(id INTEGER PRIMARY KEY, value)"),
        new("loose", "rowid", "(value)"),
        new("bare", "id", "(id INTEGER PRIMARY KEY, value) WITHOUT ROWID"),
        new("it's \"odd\"", "id", "(id INTEGER PRIMARY KEY, value ANY) STRICT"),
    ];

    public string Quoted => $"\"{Name.Replace("\"", "\"\"")}\"";

    public string Create => $"CREATE TABLE {Quoted} {Columns}";

    public static TableShape Named(string name) => All.Single(table => table.Name == name);
}
