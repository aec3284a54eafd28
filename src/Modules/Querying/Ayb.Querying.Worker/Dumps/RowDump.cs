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

    /// <summary>Of a table, and of what a SELECT gives, but not of what an INSERT takes.</summary>
    private const int MostColumns = 2000;

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

        var isListed = !names.SequenceEqual(columns.All.Select(SqlName.Quote));
        var head = Encoding.UTF8.GetBytes($"INSERT INTO {table.QuotedName}{(isListed ? $"({string.Join(",", names)})" : "")} VALUES(");
        if (names.Count <= MostColumns)
        {
            using var rows = connection.Prepare($"SELECT {string.Join(",", names)} FROM {table.QuotedName}");
            WriteAll(null, rows, head);
            return;
        }

        // In one transaction, since neither ends before the other.
        using var rowIds = connection.Prepare($"SELECT {rowId} FROM {table.QuotedName} ORDER BY {rowId}");
        using var others = connection.Prepare($"SELECT {string.Join(",", names.Skip(1))} FROM {table.QuotedName} ORDER BY {rowId}");
        WriteAll(rowIds, others, head);
    }

    /// <param name="rowIds">If they don't come with the rows.</param>
    /// <param name="rows">In the same order.</param>
    /// <param name="head">What stands before the values of each.</param>
    private void WriteAll(Statement? rowIds, Statement rows, byte[] head)
    {
        while (rowIds?.Step() != false && rows.Step())
        {
            Write(rowIds, rows, head);
        }
    }

    private void Write(Statement? rowIds, Statement rows, byte[] head)
    {
        for (var column = 0; column < rows.ColumnCount; column++)
        {
            if (SqlLiteral.BytesOf(rows, column).Length > MostBytesOfRow / rows.ColumnCount)
            {
                _long.Add(rows, column);
            }
        }

        answer.Write(head);
        if (rowIds is not null)
        {
            SqlLiteral.Write(answer, rowIds, 0);
            answer.Write((byte)',');
        }

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
