using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ayb.Infrastructure.Metadata.Export;

/// <summary>
/// The tables that the modules have at some versions, on whichever engine: their migrations for SQLite are run on an empty database in
/// memory, which is then asked what there is. What others keep in the same PostgreSQL database is therefore none of it.
/// </summary>
internal sealed class MetadataSchema
{
    private const string TableNames =
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";

    private const string Columns = "SELECT name, type FROM pragma_table_info(@table) ORDER BY cid";

    private const string Key = "SELECT name FROM pragma_table_info(@table) WHERE pk > 0 ORDER BY pk";

    private const string Parents = """SELECT DISTINCT "table" FROM pragma_foreign_key_list(@table)""";

    static MetadataSchema() => raw.SetProvider(new SQLite3Provider_e_sqlite3());

    private MetadataSchema(IReadOnlyList<MetadataTable> tables) => Tables = tables;

    /// <summary>A table comes after all those that it refers to.</summary>
    public IReadOnlyList<MetadataTable> Tables { get; }

    public static MetadataSchema At(SchemaVersions versions, IEnumerable<ModuleMigrations> modules)
    {
        using var scratch = new SqliteConnection("Data Source=:memory:;Pooling=false");
        scratch.Open();
        foreach (var module in modules)
        {
            foreach (var migration in module.For("sqlite").Take(versions.Of(module.Module)))
            {
                scratch.Execute(migration.Sql);
            }
        }

        return new MetadataSchema(ParentsFirst(scratch));
    }

    public MetadataTable? Find(string name) => Tables.FirstOrDefault(table => table.Name == name);

    private static List<MetadataTable> ParentsFirst(SqliteConnection scratch)
    {
        var waiting = scratch.Query<string>(TableNames).ToDictionary(
            table => table, table => scratch.Query<string>(Parents, new { table }).ToHashSet());
        var ordered = new List<MetadataTable>();
        while (waiting.Count > 0)
        {
            var next = waiting.FirstOrDefault(table => !table.Value.Overlaps(waiting.Keys)).Key
                ?? throw new InvalidOperationException($"These tables refer to each other: {string.Join(", ", waiting.Keys)}");
            ordered.Add(Read(scratch, next));
            waiting.Remove(next);
        }

        return ordered;
    }

    private static MetadataTable Read(SqliteConnection scratch, string table)
    {
        var columns = scratch.Query<(string Name, string Type)>(Columns, new { table })
            .Select(column => MetadataColumn.Declared(column.Name, column.Type))
            .ToList();
        var key = scratch.Query<string>(Key, new { table }).ToList();
        var read = new MetadataTable(table, columns, key.Count > 0 ? key : [.. columns.Select(column => column.Name)]);
        return read with { FirstRows = scratch.Query(read.SelectAll).LongCount() };
    }
}
