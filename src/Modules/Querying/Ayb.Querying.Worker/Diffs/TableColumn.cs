namespace Ayb.Querying.Worker.Diffs;

/// <summary>A column as a schema has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PlaceInKey">From 1; 0 for a column that is not in the primary key.</param>
/// <param name="MayBeNull">Nothing was said against it.</param>
/// <param name="IsWritten">It is not computed of others.</param>
internal sealed record TableColumn(string Name, int PlaceInKey, bool MayBeNull, bool IsWritten)
{
    public static List<TableColumn> Read(Versions versions, string table, string schema)
    {
        var columns = new List<TableColumn>();
        using var rows = versions.Query(
            $"""SELECT name, pk, NOT "notnull", hidden FROM pragma_table_xinfo({Identifier.Literal(table)}, '{schema}')""");
        while (rows.Step())
        {
            columns.Add(new TableColumn(Identifier.Of(rows.Text(0)), (int)rows.Integer(1), rows.Integer(2) != 0, rows.Integer(3) == 0));
        }

        return columns;
    }
}
