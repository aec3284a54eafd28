namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>The rows of a table in memory: what a comparison is to find, found without SQL.</summary>
/// <param name="Sql">What made it.</param>
/// <param name="Rows">By their rowid and their key; each value with its type and bytes.</param>
/// <param name="HasRowId">A rowid can be asked for.</param>
internal sealed record TableModel(string Sql, List<RowModel> Rows, bool HasRowId)
{
    public static async Task<Dictionary<string, TableModel>> ReadAllAsync(WorkerUnderTest worker)
    {
        var tables = new Dictionary<string, TableModel>();
        var listed = await worker.QueryAsync(
            "SELECT s.name, s.sql, l.wr FROM sqlite_schema s JOIN pragma_table_list l ON l.name = s.name WHERE l.type = 'table' AND l.schema = 'main' AND s.sql IS NOT NULL AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
        foreach (var table in listed.Rows)
        {
            tables[table[0]!] = await ReadAsync(worker, table[0]!, table[1]!, isWithoutRowId: table[2] == "1");
        }

        return tables;
    }

    /// <summary>A line for each table whose rows differ.</summary>
    public static IEnumerable<string> Compare(Dictionary<string, TableModel> before, Dictionary<string, TableModel> after) => before.Keys
        .Union(after.Keys)
        .Order(StringComparer.Ordinal)
        .Select(name => Compare(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
        .OfType<string>();

    private static async Task<TableModel> ReadAsync(WorkerUnderTest worker, string table, string sql, bool isWithoutRowId)
    {
        var columns = (await worker.QueryAsync($"SELECT name, pk FROM pragma_table_xinfo('{table.Replace("'", "''")}') WHERE hidden = 0 ORDER BY cid")).Rows;
        var rowId = isWithoutRowId ? null : new[] { "rowid", "_rowid_", "oid" }.Except(columns.Select(column => column[0])).FirstOrDefault();
        var ignoresCase = sql.Contains("PRIMARY KEY COLLATE NOCASE") || sql.Contains("k TEXT COLLATE NOCASE");
        var key = columns.Where(column => column[1] != "0").Select(column => Comparable(Contents.Quote(column[0]!), ignoresCase && column[0] == "k")).DefaultIfEmpty("NULL");
        var values = columns.Select(column => Contents.Quote(column[0]!)).Select(value => $"typeof({value}) || hex({value}) || quote({value})");
        var answer = await worker.QueryAsync(
            $"SELECT {rowId ?? "NULL"}, {string.Join(" || '|' || ", key)}, {string.Join(" || '|' || ", values)} FROM {Contents.Quote(table)} NOT INDEXED");
        answer.Message.Should().BeEmpty();
        return new TableModel(sql, [.. answer.Rows.Select(row => new RowModel(row[0], row[1], row[2]!))], rowId is not null);
    }

    /// <summary>What is the same for values that a primary key takes for the same: 1 and 1.0, and letters where case does not count.</summary>
    private static string Comparable(string value, bool ignoresCase) =>
        $"CASE typeof({value}) WHEN 'text' THEN 't' || hex({(ignoresCase ? $"lower({value})" : value)}) WHEN 'blob' THEN 'b' || hex({value}) "
        + $"WHEN 'real' THEN CASE WHEN abs({value}) < 9e15 AND {value} = CAST({value} AS INTEGER) THEN CAST({value} AS INTEGER) ELSE quote({value}) END ELSE {value} END";

    private static string? Compare(string name, TableModel? from, TableModel? to)
    {
        if (from is null || to is null)
        {
            return Line(name, to?.Rows.Count ?? 0, 0, from?.Rows.Count ?? 0);
        }

        var byKey = from.Rows.Concat(to.Rows).All(row => row.Key is not null);
        if (from.Sql != to.Sql || (!byKey && !from.HasRowId))
        {
            return from.Sql == to.Sql && from.Rows.Select(row => row.Values).SequenceEqual(to.Rows.Select(row => row.Values))
                ? null
                : Line(name, to.Rows.Count, 0, from.Rows.Count) is { } line ? line + " rebuilt" : null;
        }

        var old = from.Rows.ToDictionary(row => byKey ? row.Key! : row.RowId!, row => row.Values);
        var now = to.Rows.ToDictionary(row => byKey ? row.Key! : row.RowId!, row => row.Values);
        return Line(
            name,
            now.Keys.Except(old.Keys).Count(),
            now.Count(row => old.TryGetValue(row.Key, out var values) && values != row.Value),
            old.Keys.Except(now.Keys).Count());
    }

    private static string? Line(string name, int inserted, int updated, int deleted) =>
        inserted + updated + deleted == 0 ? null : $"{name} +{inserted} ~{updated} -{deleted}";
}
