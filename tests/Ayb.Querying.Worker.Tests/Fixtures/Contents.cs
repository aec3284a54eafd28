namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>All that is in a database, as lines that are the same only if each value has the same type and the same bytes.</summary>
internal static class Contents
{
    /// <summary>What AUTOINCREMENT has reached counts, but not whether it is noted: a VACUUM drops the table when no table needs it.</summary>
    private const string OfSomebody = "name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'";

    public static async Task<IReadOnlyList<string>> ReadAsync(WorkerUnderTest worker)
    {
        var lines = await LinesAsync(worker, $"SELECT type, name, tbl_name, hex(coalesce(sql, '')) FROM sqlite_schema WHERE {OfSomebody} AND name <> 'sqlite_sequence'");
        foreach (var table in await LinesAsync(worker, $"SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND {OfSomebody} AND name <> 'sqlite_schema'"))
        {
            lines.AddRange((await RowsAsync(worker, table)).Select(row => $"{table}: {row}"));
        }

        return lines;
    }

    /// <summary>A line for each row, with the rowids of a table that has no other key.</summary>
    private static async Task<List<string>> RowsAsync(WorkerUnderTest worker, string table)
    {
        var columns = await LinesAsync(worker, $"SELECT name FROM pragma_table_xinfo('{table.Replace("'", "''")}') WHERE hidden <> 1");
        var hasKey = await LinesAsync(worker, $"SELECT 1 FROM pragma_table_xinfo('{table.Replace("'", "''")}') WHERE pk > 0");
        var rowId = hasKey.Count > 0 || table.StartsWith("sqlite_", StringComparison.Ordinal)
            ? []
            : new[] { "rowid", "_rowid_", "oid" }.Except(columns).Take(1);
        var values = rowId.Concat(columns.Select(Quote)).Select(value => $"typeof({value}) || hex({value}) || quote({value})");
        return await LinesAsync(worker, $"SELECT {string.Join(", ", values)} FROM {Quote(table)}");
    }

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    private static async Task<List<string>> LinesAsync(WorkerUnderTest worker, string sql)
    {
        var answer = await worker.QueryAsync(sql);
        answer.Message.Should().BeEmpty(sql);
        return [.. answer.Rows.Select(row => string.Join('|', row)).Order(StringComparer.Ordinal)];
    }
}
