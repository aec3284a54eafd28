using System.Text.Unicode;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Dumps;

/// <summary>Values as SQL has them: read again, they are of the same type and the same.</summary>
internal static class SqlLiteral
{
    /// <summary>Of a text or a blob; nothing for others.</summary>
    public static ReadOnlySpan<byte> BytesOf(Statement rows, int column) => rows.ColumnType(column) switch
    {
        ColumnType.Text => rows.Text(column),
        ColumnType.Blob => rows.Blob(column),
        _ => [],
    };

    public static void Write(AnswerStream answer, Statement rows, int column)
    {
        switch (rows.ColumnType(column))
        {
            case ColumnType.Integer:
                NumberText.Write(answer, rows.Integer(column));
                break;
            case ColumnType.Real:
                WriteReal(answer, rows.Real(column));
                break;
            case ColumnType.Text:
                WriteText(answer, rows.Text(column));
                break;
            case ColumnType.Blob:
                BlobText.WriteLiteral(answer, rows.Blob(column));
                break;
            default:
                answer.Write("NULL"u8);
                break;
        }
    }

    public static void WriteReal(AnswerStream answer, double value)
    {
        if (double.IsInfinity(value))
        {
            answer.Write(value > 0 ? "9e999"u8 : "-9e999"u8);
        }
        else
        {
            NumberText.Write(answer, value);
        }
    }

    public static void WriteText(AnswerStream answer, ReadOnlySpan<byte> text)
    {
        if (text.Contains((byte)0) || !Utf8.IsValid(text))
        {
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
