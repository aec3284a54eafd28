using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Loads;

namespace Ayb.Querying.Worker.Diffs;

/// <summary>
/// A script that makes the later version of the earlier one. Its order keeps it from failing on the way: what is in the way goes first,
/// rows come before what watches over them, and triggers come last, since they would do again what was done.
/// </summary>
internal sealed class SqlDiff : IDiffFormat
{
    public void Write(Differences differences, AnswerStream answer)
    {
        foreach (var table in differences.Tables.Where(table => table.Rows is null))
        {
            answer.Write("-- The rows of the virtual table "u8);
            TextDiff.WriteName(answer, table.Name);
            answer.Write(" are not compared, and not part of this.\n"u8);
        }

        var script = new SchemaScript(differences);
        var sequences = new SequenceScript(differences);
        if (!script.HasStatements && !differences.Tables.Any(table => table.Rows is not null) && !sequences.HasStatements)
        {
            answer.Write("-- Nothing differs.\n"u8);
            return;
        }

        // No row is to fall because another does: what falls is in here by itself.
        answer.Write("PRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;\n"u8);
        WriteAll(answer, script.Before());
        foreach (var table in differences.Tables)
        {
            new RowScript(answer, differences.Versions.AreUtf16).Write(table);
        }

        WriteAll(answer, script.After());
        sequences.Write(answer);
        answer.Write("COMMIT;\n"u8);
    }

    private static void WriteAll(AnswerStream answer, IEnumerable<string> statements)
    {
        foreach (var statement in statements)
        {
            var bytes = Identifier.Encoding.GetBytes(statement);
            answer.Write(bytes);
            answer.Write(StatementEnd.Of(bytes));
            answer.Write((byte)'\n');
        }
    }
}
