namespace Ayb.Querying.Worker.Diffs;

/// <summary>The columns of a table, and what tells its rows apart.</summary>
/// <param name="Columns">Those that are written: what others compute of them says nothing new.</param>
/// <param name="Key">Columns or the rowid; none for a table whose rows can't be told apart.</param>
/// <param name="KeyIsRowId">The key is a rowid that no column has, and goes along with each row.</param>
/// <param name="Unique">Columns in which two rows may be in each other's way.</param>
internal sealed record TableShape(
    IReadOnlyList<string> Columns, IReadOnlyList<string> Key, bool KeyIsRowId, IReadOnlyList<string> Unique)
{
    /// <summary>A row is read from both versions at once, by a statement that may have 2000 columns.</summary>
    private const int MostColumns = 900;

    /// <summary>A term for each of them nests in the one before, also in a script, of which a tenant's connection takes less.</summary>
    private const int MostColumnsOfKey = 100;

    private static readonly string[] NamesOfRowId = ["rowid", "_rowid_", "oid"];

    /// <summary>What an INSERT names.</summary>
    public IEnumerable<string> Written => KeyIsRowId ? Key.Concat(Columns) : Columns;

    /// <param name="versions">What it is in.</param>
    /// <param name="table">As it is in all of <paramref name="schemas"/>.</param>
    /// <param name="schemas">The version that has it, or both.</param>
    public static TableShape Read(Versions versions, SchemaObject table, IReadOnlyList<string> schemas)
    {
        var all = TableColumn.Read(versions, table.Name, schemas[0]);
        var columns = all.Where(column => column.IsWritten).Select(column => column.Name).ToList();
        var primary = all.Where(column => column.PlaceInKey > 0).OrderBy(column => column.PlaceInKey).ToList();
        if (columns.Count > MostColumns || primary.Count > MostColumnsOfKey)
        {
            return new TableShape(columns, [], false, []);
        }

        var key = primary.Select(column => column.Name).ToList();
        if (key.Count > 0 && (table.IsWithoutRowId || !primary.Exists(column => column.MayBeNull) || !HasNulls()))
        {
            return new TableShape(columns, key, false, UniqueColumns());
        }

        var rowId = NamesOfRowId.FirstOrDefault(name => !all.Exists(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));
        return rowId is null
            ? new TableShape(columns, [], false, [])
            : new TableShape(columns, [rowId], true, UniqueColumns());

        // SQLite lets a primary key be NULL in a table with rowids, and in as many rows as there are.
        bool HasNulls() => schemas.Any(schema => versions.Number(
            $"SELECT EXISTS (SELECT 1 FROM {schema}.{Identifier.Quote(table.Name)} WHERE {string.Join(" OR ", key.Select(column => $"{Identifier.Quote(column)} IS NULL"))})") != 0);

        List<string> UniqueColumns() => FindUnique(versions, table.Name, schemas[0], columns);
    }

    private static List<string> FindUnique(Versions versions, string table, string schema, List<string> columns)
    {
        var unique = new HashSet<string>();
        using var rows = versions.Query($"""
            SELECT part.name, list.partial FROM pragma_index_list({Identifier.Literal(table)}, '{schema}') AS list
            JOIN pragma_index_xinfo(list.name, '{schema}') AS part WHERE list."unique" AND part."key"
            """);
        while (rows.Step())
        {
            // Of an expression, a condition or a column that is computed nobody tells us what they look at.
            var name = Identifier.Of(rows.Text(0));
            if (rows.Integer(1) != 0 || !columns.Contains(name))
            {
                return columns;
            }

            unique.Add(name);
        }

        return [.. unique];
    }
}
