using System.Text;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Dumps;

/// <summary>The rows of a table as INSERTs, with the rowids that nobody has named.</summary>
/// <param name="connection">Reads them.</param>
/// <param name="answer">Takes them.</param>
/// <param name="pieces">A name that no table has.</param>
internal sealed class RowDump(Connection connection, AnswerStream answer, string pieces)
{
    /// <summary>Of the values that stand in one statement; as hexadecimal digits they take twice as much.</summary>
    private const int MostBytesOfRow = 2 << 20;

    private static readonly string[] RowIdNames = ["rowid", "_rowid_", "oid"];

    private readonly LongValues _long = new(answer, pieces);

    public void Write(Table table, bool withRowId)
    {
        var columns = TableColumns.Of(connection, table);
        var names = columns.Settable.Select(SqlName.Quote).ToList();
        var rowId = withRowId && !columns.NameTheRow
            ? RowIdNames.FirstOrDefault(name => !columns.All.Contains(name, StringComparer.OrdinalIgnoreCase))
            : null;
        if (rowId is not null)
        {
            names.Insert(0, rowId);
        }

        if (table.Module is { HasLanguages: true })
        {
            names.Add(SqlName.Quote(columns.Hidden[^1]));
        }

        if (names.Count == 0)
        {
            return;
        }

        var listed = string.Join(",", names);
        var isListed = !names.SequenceEqual(columns.All.Select(SqlName.Quote));
        var head = Encoding.UTF8.GetBytes($"INSERT INTO {table.QuotedName}{(isListed ? $"({listed})" : "")} VALUES(");
        using var rows = connection.Prepare($"SELECT {listed} FROM {table.QuotedName}");
        while (rows.Step())
        {
            Write(rows, head);
        }
    }

    private void Write(Statement rows, byte[] head)
    {
        for (var column = 0; column < rows.ColumnCount; column++)
        {
            if (SqlLiteral.BytesOf(rows, column).Length > MostBytesOfRow / rows.ColumnCount)
            {
                _long.Add(rows, column);
            }
        }

        answer.Write(head);
        for (var column = 0; column < rows.ColumnCount; column++)
        {
            if (column > 0)
            {
                answer.Write((byte)',');
            }

            if (!_long.TryWrite(column))
            {
                SqlLiteral.Write(answer, rows, column);
            }
        }

        answer.Write(");\n"u8);
        _long.Clear();
    }
}
