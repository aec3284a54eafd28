using System.Buffers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Answers;

/// <summary>
/// RFC 4180 with a header line. NULL is an empty field and an empty text is <c>""</c>, so that they can be told apart;
/// blobs are as in <see cref="TextAnswer"/>.
/// </summary>
internal sealed class CsvAnswer : IRowsFormat
{
    private static readonly SearchValues<byte> Quoted = SearchValues.Create(",\"\r\n"u8);

    public void WriteEmpty(AnswerStream answer)
    {
    }

    public void WriteRows(AnswerStream answer, Statement statement)
    {
        var hasRow = statement.Step();
        for (var column = 0; column < statement.ColumnCount; column++)
        {
            Separate(answer, column);
            WriteText(answer, statement.ColumnName(column));
        }

        answer.Write("\r\n"u8);
        for (; hasRow; hasRow = statement.Step())
        {
            WriteRow(answer, statement);
            answer.EndRow();
        }
    }

    private static void WriteRow(AnswerStream answer, Statement statement)
    {
        for (var column = 0; column < statement.ColumnCount; column++)
        {
            Separate(answer, column);
            WriteValue(answer, statement, column);
        }

        answer.Write("\r\n"u8);
    }

    private static void WriteValue(AnswerStream answer, Statement statement, int column)
    {
        switch (statement.ColumnType(column))
        {
            case ColumnType.Integer:
                NumberText.Write(answer, statement.Integer(column));
                break;
            case ColumnType.Real:
                NumberText.Write(answer, statement.Real(column));
                break;
            case ColumnType.Text:
                WriteText(answer, statement.Text(column));
                break;
            case ColumnType.Blob:
                WriteBlob(answer, statement.Blob(column));
                break;
        }
    }

    private static void WriteBlob(AnswerStream answer, ReadOnlySpan<byte> blob)
    {
        if (BlobText.IsText(blob))
        {
            WriteText(answer, blob);
        }
        else
        {
            BlobText.WriteLiteral(answer, blob);
        }
    }

    private static void WriteText(AnswerStream answer, ReadOnlySpan<byte> text)
    {
        if (text.Length > 0 && text.IndexOfAny(Quoted) < 0)
        {
            Utf8Text.Write(answer, text);
            return;
        }

        answer.Write((byte)'"');
        for (var quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            Utf8Text.Write(answer, text[..(quote + 1)]);
            answer.Write((byte)'"');
            text = text[(quote + 1)..];
        }

        Utf8Text.Write(answer, text);
        answer.Write((byte)'"');
    }

    private static void Separate(AnswerStream answer, int column)
    {
        if (column > 0)
        {
            answer.Write((byte)',');
        }
    }
}
