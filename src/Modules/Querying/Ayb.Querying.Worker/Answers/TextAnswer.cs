using System.Buffers.Text;
using System.Text.Unicode;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Answers;

/// <summary>
/// The answer that existing clients read: <c>{"fields":["name"],"rows":[["PostgreSQL"],[null]]}</c>,
/// every value a string or null.
/// </summary>
internal static class TextAnswer
{
    private static ReadOnlySpan<byte> HexDigits => "0123456789ABCDEF"u8;

    public static void WriteEmpty(AnswerStream answer) => answer.Write("""{"fields":[],"rows":[]}"""u8);

    /// <summary>Steps the statement to its end.</summary>
    public static void WriteRows(AnswerStream answer, Statement statement)
    {
        // The first step may fail, and compiles anew when the schema has changed: only then the columns are certain.
        var hasRow = statement.Step();
        WriteFields(answer, statement);
        for (var separator = false; hasRow; hasRow = statement.Step())
        {
            answer.Write(separator ? ",["u8 : "["u8);
            WriteRow(answer, statement);
            answer.Write((byte)']');
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
                WriteInteger(answer, statement.Integer(column));
                break;
            case ColumnType.Real:
                WriteReal(answer, statement.Real(column));
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

    private static void WriteInteger(AnswerStream answer, long value)
    {
        Span<byte> text = stackalloc byte[22];
        text[0] = (byte)'"';
        Utf8Formatter.TryFormat(value, text[1..], out var length);
        text[length + 1] = (byte)'"';
        answer.Write(text[..(length + 2)]);
    }

    /// <summary>The shortest digits that read back the same, and always a real to look at: <c>1.0</c>, <c>1e+300</c>.</summary>
    private static void WriteReal(AnswerStream answer, double value)
    {
        Span<byte> text = stackalloc byte[40];
        text[0] = (byte)'"';
        value.TryFormat(text[1..], out var length, "R", null);
        var digits = text.Slice(1, length);
        if (double.IsInfinity(value))
        {
            length = double.IsPositive(value) ? 3 : 4;
            (double.IsPositive(value) ? "Inf"u8 : "-Inf"u8).CopyTo(text[1..]);
        }
        else if (digits.IndexOf((byte)'E') is var exponent and >= 0)
        {
            digits[exponent] = (byte)'e';
        }
        else if (!digits.Contains((byte)'.'))
        {
            ".0"u8.CopyTo(text[(length + 1)..]);
            length += 2;
        }

        text[length + 1] = (byte)'"';
        answer.Write(text[..(length + 2)]);
    }

    /// <summary>As text when it is UTF-8, else as an SQL literal: <c>X'00FF'</c>.</summary>
    private static void WriteBlob(AnswerStream answer, ReadOnlySpan<byte> blob)
    {
        if (Utf8.IsValid(blob))
        {
            JsonText.Write(answer, blob);
            return;
        }

        answer.Write("\"X'"u8);
        foreach (var value in blob)
        {
            answer.Write(HexDigits[value >> 4]);
            answer.Write(HexDigits[value & 0xF]);
        }

        answer.Write("'\""u8);
    }
}
