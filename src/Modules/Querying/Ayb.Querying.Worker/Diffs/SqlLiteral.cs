using System.Text.Unicode;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Diffs;

/// <summary>Values as SQL that gives the same value again, of the same type.</summary>
internal static class SqlLiteral
{
    public static void Write(AnswerStream answer, OwnStatement row, int column, bool isUtf16)
    {
        switch (row.TypeOf(column))
        {
            case ColumnType.Integer:
                NumberText.Write(answer, row.Integer(column));
                break;
            case ColumnType.Real:
                WriteReal(answer, row.Real(column));
                break;
            case ColumnType.Text:
                WriteText(answer, row.Stored(column), isUtf16);
                break;
            case ColumnType.Blob:
                BlobText.WriteLiteral(answer, row.Stored(column));
                break;
            default:
                answer.Write("NULL"u8);
                break;
        }
    }

    private static void WriteReal(AnswerStream answer, double value)
    {
        if (double.IsFinite(value))
        {
            NumberText.Write(answer, value);
        }
        else
        {
            // SQL has no name for it, but reads a number that is too large as it. There is no NaN.
            answer.Write(double.IsPositive(value) ? "9e999"u8 : "-9e999"u8);
        }
    }

    private static void WriteText(AnswerStream answer, ReadOnlySpan<byte> text, bool isUtf16)
    {
        if (isUtf16 || text.Contains((byte)0) || !Utf8.IsValid(text))
        {
            // SQL ends at a NUL, and not every byte is a text. A cast takes the bytes as they are, in the database's own encoding.
            answer.Write("CAST("u8);
            BlobText.WriteLiteral(answer, text);
            answer.Write(" AS TEXT)"u8);
            return;
        }

        answer.Write((byte)'\'');
        for (var quote = text.IndexOf((byte)'\''); quote >= 0; quote = text.IndexOf((byte)'\''))
        {
            answer.Write(text[..(quote + 1)]);
            answer.Write((byte)'\'');
            text = text[(quote + 1)..];
        }

        answer.Write(text);
        answer.Write((byte)'\'');
    }
}
