using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Answers;

/// <summary>
/// The answer that existing clients read: <c>{"fields":["name"],"rows":[["PostgreSQL"],[null]]}</c>,
/// every value a string or null.
/// </summary>
internal sealed class TextAnswer : IRowsFormat
{
    public void WriteEmpty(AnswerStream answer) => answer.Write("""{"fields":[],"rows":[]}"""u8);

    /// <summary>Steps the statement to its end.</summary>
    public void WriteRows(AnswerStream answer, Statement statement)
    {
        // The first step may fail, and compiles anew when the schema has changed: only then the columns are certain.
        var hasRow = statement.Step();
        WriteFields(answer, statement);
        for (var separator = false; hasRow; hasRow = statement.Step())
        {
            answer.Write(separator ? ",["u8 : "["u8);
            WriteRow(answer, statement);
            answer.Write((byte)']');
            answer.EndRow();
            separator = true;
        }

        answer.Write("]}"u8);
    }

    private static void WriteFields(AnswerStream answer, Statement statement)
    {
        answer.Write("""{"fields":["""u8);
        for (var column = 0; column < statement.ColumnCount; column++)
        {
            if (column > 0)
            {
                answer.Write((byte)',');
            }

            JsonText.Write(answer, statement.ColumnName(column));
        }

        answer.Write("""],"rows":["""u8);
    }

    private static void WriteRow(AnswerStream answer, Statement statement)
    {
        for (var column = 0; column < statement.ColumnCount; column++)
        {
            if (column > 0)
            {
                answer.Write((byte)',');
            }

            WriteValue(answer, statement, column);
        }
    }

    private static void WriteValue(AnswerStream answer, Statement statement, int column)
    {
        switch (statement.ColumnType(column))
        {
            case ColumnType.Integer:
                NumberText.WriteQuoted(answer, statement.Integer(column));
                break;
            case ColumnType.Real:
                NumberText.WriteQuoted(answer, statement.Real(column));
                break;
            case ColumnType.Text:
                JsonText.Write(answer, statement.Text(column));
                break;
            case ColumnType.Blob:
                WriteBlob(answer, statement.Blob(column));
                break;
            default:
                answer.Write("null"u8);
                break;
        }
    }

    /// <summary>As text when it is UTF-8, else as an SQL literal.</summary>
    private static void WriteBlob(AnswerStream answer, ReadOnlySpan<byte> blob)
    {
        if (BlobText.IsText(blob))
        {
            JsonText.Write(answer, blob);
            return;
        }

        answer.Write((byte)'"');
        BlobText.WriteLiteral(answer, blob);
        answer.Write((byte)'"');
    }
}
