using System.Globalization;
using System.Text;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Diffs;

/// <summary>For people: a line for each table and each thing in the schema, and below a table one for each row.</summary>
internal sealed class TextDiff(bool withRows) : IDiffFormat
{
    public void Write(Differences differences, AnswerStream answer)
    {
        foreach (var change in differences.Changes)
        {
            answer.Write((change.From, change.To) switch
            {
                (null, _) => "+ "u8,
                (_, null) => "- "u8,
                _ => "~ "u8,
            });
            answer.Write(Encoding.ASCII.GetBytes(change.Kind + " "));
            WriteName(answer, change.Name);
            answer.Write((byte)'\n');
        }

        foreach (var table in differences.Tables)
        {
            WriteTable(answer, table);
        }

        if (differences.Changes.Count + differences.Tables.Count == 0)
        {
            answer.Write("Nothing differs.\n"u8);
        }
    }

    /// <summary>As it is if it is plain; a name may hold anything, also what moves a terminal's cursor.</summary>
    public static void WriteName(AnswerStream answer, string name)
    {
        var bytes = Identifier.Encoding.GetBytes(name);
        if (name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
        {
            answer.Write(bytes);
        }
        else
        {
            JsonText.Write(answer, bytes);
        }
    }

    private void WriteTable(AnswerStream answer, TableDiff table)
    {
        WriteName(answer, table.Name);
        answer.Write(Encoding.ASCII.GetBytes(Summary(table)));
        if (withRows && table is { Rows: { } rows, IsRebuilt: false })
        {
            WriteRows(answer, table, rows);
        }
    }

    private static string Summary(TableDiff table) => table switch
    {
        { Rows: null } => "  not compared (a virtual table)\n",
        { IsRebuilt: true } => string.Create(
            CultureInfo.InvariantCulture, $"  rebuilt (rows before: {table.Deleted.Count}, after: {table.Inserted.Count})\n"),
        _ => string.Create(
            CultureInfo.InvariantCulture, $"  +{table.Inserted.Count} ~{table.Updated.Count} -{table.Deleted.Count}\n"),
    };

    private static void WriteRows(AnswerStream answer, TableDiff table, TableRows rows)
    {
        var objects = new RowObjects(answer, rows.Shape);
        if (table.Inserted.Count > 0)
        {
            using var row = rows.ReadTo(table.Inserted.Rows);
            WriteWhole(answer, objects, row, "+ "u8);
        }

        if (table.Updated.Count > 0)
        {
            using var row = rows.ReadBoth(table.Updated.Rows);
            WriteUpdates(answer, objects, row);
        }

        if (table.Deleted.Count > 0)
        {
            using var row = rows.ReadFrom(table.Deleted.Rows);
            WriteWhole(answer, objects, row, "- "u8);
        }
    }

    private static void WriteWhole(AnswerStream answer, RowObjects objects, OwnStatement row, ReadOnlySpan<byte> sign)
    {
        while (row.Step())
        {
            answer.Write(sign);
            objects.WriteRow(row);
            answer.Write((byte)'\n');
        }
    }

    private static void WriteUpdates(AnswerStream answer, RowObjects objects, OwnStatement row)
    {
        while (row.Step())
        {
            var changed = objects.Changed(row);
            answer.Write("~ "u8);
            objects.WriteKeyAndBefore(row, changed);
            answer.Write(" → "u8);
            objects.WriteAfter(row, changed);
            answer.Write((byte)'\n');
        }
    }
}
