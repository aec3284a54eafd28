using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Diffs;

/// <summary>
/// What somebody has made in a version: neither SQLite's own tables and indexes, nor the shadow tables in which virtual tables keep
/// their rows, and which only their modules can write.
/// </summary>
internal sealed class Schema
{
    /// <summary>Both schemas are in memory at once, with a character for each byte.</summary>
    private const long MostBytes = 16 << 20;

    private static readonly string[] Kinds =
        [SchemaObject.KindOfTable, SchemaObject.KindOfIndex, SchemaObject.KindOfView, SchemaObject.KindOfTrigger];

    private readonly Dictionary<(string Kind, string Name), SchemaObject> _objects;

    private Schema(string version, Dictionary<(string Kind, string Name), SchemaObject> objects) => (Version, _objects) = (version, objects);

    /// <summary><see cref="Versions.From"/> or <see cref="Versions.To"/>.</summary>
    public string Version { get; }

    /// <summary>By kind and name.</summary>
    public IEnumerable<SchemaObject> Objects =>
        _objects.Values.OrderBy(item => Array.IndexOf(Kinds, item.Kind)).ThenBy(item => item.Name, StringComparer.Ordinal);

    public SchemaObject? Find(string kind, string name) => _objects.GetValueOrDefault((kind, name));

    /// <summary>Has it just as it is in another.</summary>
    public bool Has(SchemaObject item) => Find(item.Kind, item.Name)?.Sql == item.Sql;

    public static Schema Read(Versions versions, string version)
    {
        var types = ReadTypes(versions, version);
        var objects = new Dictionary<(string Kind, string Name), SchemaObject>();
        var left = MostBytes;
        using var rows = versions.Query($"""
            SELECT type, name, tbl_name, sql, rootpage FROM {version}.sqlite_schema
            WHERE sql IS NOT NULL AND type IN ('table', 'index', 'view', 'trigger') AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
            """);
        while (rows.Step())
        {
            if ((left -= rows.Text(3).Length) < 0)
            {
                throw new SqliteFailure(
                    FailureCode.Memory, $"The schema of one of the two versions is longer than {ByteCount.Text(MostBytes)}, which is the most that can be compared.");
            }

            var item = Read(rows, types);
            if (types.GetValueOrDefault(item.Table).Type != "shadow")
            {
                objects[(item.Kind, item.Name)] = item;
            }
        }

        return new Schema(version, objects);
    }

    private static SchemaObject Read(OwnStatement rows, Dictionary<string, (string Type, bool IsWithoutRowId)> types)
    {
        var item = new SchemaObject(Text(rows, 0), Text(rows, 1), Text(rows, 2), Text(rows, 3));
        return item with
        {
            IsVirtual = item.IsTable && rows.Integer(4) == 0,
            IsWithoutRowId = item.IsTable && types.GetValueOrDefault(item.Name).IsWithoutRowId,
        };
    }

    private static Dictionary<string, (string Type, bool IsWithoutRowId)> ReadTypes(Versions versions, string version)
    {
        var types = new Dictionary<string, (string Type, bool IsWithoutRowId)>();
        using var rows = versions.Query($"SELECT name, type, wr FROM pragma_table_list WHERE schema = '{version}'");
        while (rows.Step())
        {
            types[Text(rows, 0)] = (Text(rows, 1), rows.Integer(2) != 0);
        }

        return types;
    }

    private static string Text(OwnStatement rows, int column) => Identifier.Of(rows.Text(column));
}
