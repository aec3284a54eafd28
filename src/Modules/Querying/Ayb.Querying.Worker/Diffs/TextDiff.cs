using System.Globalization;
using System.Text;
using Ayb.Querying.Worker.Answers;

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
        using (var inserted = rows.ReadTo(table.Inserted.Rows))
        {
            while (inserted.Step())
            {
                answer.Write("+ "u8);
                objects.WriteRow(inserted);
                answer.Write((byte)'\n');
            }
        }

        using (var updated = rows.ReadBoth(table.Updated.Rows))
        {
            while (updated.Step())
            {
                var changed = objects.Changed(updated);
                answer.Write("~ "u8);
                objects.WriteKeyAndBefore(updated, changed);
                answer.Write(" → "u8);
                objects.WriteAfter(updated, changed);
                answer.Write((byte)'\n');
            }
        }

        using var deleted = rows.ReadFrom(table.Deleted.Rows);
        while (deleted.Step())
        {
            answer.Write("- "u8);
            objects.WriteRow(deleted);
            answer.Write((byte)'\n');
        }
    }
}
