using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Dumps;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Diffs;

/// <summary>Values as SQL that gives the same value again, of the same type.</summary>
internal static class RowLiteral
{
    public static void Write(AnswerStream answer, OwnStatement row, int column, bool isUtf16)
    {
        switch (row.TypeOf(column))
        {
            case ColumnType.Integer:
                NumberText.Write(answer, row.Integer(column));
                break;
            case ColumnType.Real:
                SqlLiteral.WriteReal(answer, row.Real(column));
                break;
            case ColumnType.Text when isUtf16:
                // A cast takes the bytes as they are, in the database's own encoding.
                answer.Write("CAST("u8);
                BlobText.WriteLiteral(answer, row.Stored(column));
                answer.Write(" AS TEXT)"u8);
                break;
            case ColumnType.Text:
                SqlLiteral.WriteText(answer, row.Stored(column));
                break;
            case ColumnType.Blob:
                BlobText.WriteLiteral(answer, row.Stored(column));
                break;
            default:
                answer.Write("NULL"u8);
                break;
        }
    }
}
