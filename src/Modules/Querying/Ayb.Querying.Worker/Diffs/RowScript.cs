using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Diffs;

/// <summary>The statements of a script that are about rows.</summary>
internal sealed class RowScript(AnswerStream answer, bool isUtf16)
{
    public void Write(TableDiff table)
    {
        if (table.Rows is not { } rows)
        {
            return;
        }

        if (table.IsInPlace)
        {
            Change(table, rows);
        }
        else if (table.Inserted.Count > 0)
        {
            Insert(table.Name, rows, rows.AllOfTo);
        }
    }

    /// <summary>
    /// Two rows may exchange what only one of them can have at a time. So a row whose such values change is deleted and inserted, and
    /// all that is deleted is so before anything comes.
    /// </summary>
    private void Change(TableDiff table, TableRows rows)
    {
        Delete(table.Name, rows, rows.Deleted);
        Delete(table.Name, rows, rows.Moved);
        Update(table.Name, rows);
        Insert(table.Name, rows, rows.Moved);
        Insert(table.Name, rows, rows.Inserted);
    }

    private void Insert(string table, TableRows rows, string which)
    {
        var start = Identifier.Encoding.GetBytes($"INSERT INTO {Identifier.Quote(table)} ({Identifier.List(rows.Shape.Written)}) VALUES (");
        var first = rows.Shape.KeyIsRowId ? 0 : rows.Shape.Key.Count;
        var end = rows.Shape.Key.Count + rows.Shape.Columns.Count;
        using var row = rows.ReadTo(which);
        while (row.Step())
        {
            answer.Write(start);
            for (var column = first; column < end; column++)
            {
                answer.Write(column > first ? ", "u8 : ""u8);
                RowLiteral.Write(answer, row, column, isUtf16);
            }

            answer.Write(");\n"u8);
        }
    }

    private void Update(string table, TableRows rows)
    {
        var start = Identifier.Encoding.GetBytes($"UPDATE {Identifier.Quote(table)} SET ");
        var columns = rows.Shape.Columns.Select(column => Identifier.Encoding.GetBytes(Identifier.Quote(column) + " = ")).ToArray();
        var key = rows.Shape.Key.Count;
        using var row = rows.ReadBoth(rows.UpdatedInPlace);
        while (row.Step())
        {
            answer.Write(start);
            var separator = false;
            for (var column = 0; column < columns.Length; column++)
            {
                if (RowValues.AreSame(row, key + column, row, key + columns.Length + column))
                {
                    continue;
                }

                answer.Write(separator ? ", "u8 : ""u8);
                answer.Write(columns[column]);
                RowLiteral.Write(answer, row, key + columns.Length + column, isUtf16);
                separator = true;
            }

            WriteKey(rows, row);
        }
    }

    private void Delete(string table, TableRows rows, string which)
    {
        var start = Identifier.Encoding.GetBytes($"DELETE FROM {Identifier.Quote(table)}");
        using var row = rows.ReadFrom(which);
        while (row.Step())
        {
            answer.Write(start);
            WriteKey(rows, row);
        }
    }

    private void WriteKey(TableRows rows, OwnStatement row)
    {
        for (var column = 0; column < rows.Shape.Key.Count; column++)
        {
            answer.Write(column > 0 ? " AND "u8 : " WHERE "u8);
            answer.Write(Identifier.Encoding.GetBytes(Identifier.Quote(rows.Shape.Key[column])));
            answer.Write(" = "u8);
            RowLiteral.Write(answer, row, column, isUtf16);
        }

        answer.Write(";\n"u8);
    }
}
