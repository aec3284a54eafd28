using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Answers;

/// <summary>The formats that hold the rows of one statement, the request's last.</summary>
internal static class RowsFormat
{
    private static readonly TextAnswer Text = new();
    private static readonly NdjsonAnswer Ndjson = new();
    private static readonly CsvAnswer Csv = new();

    public static IRowsFormat OfText(AnswerFormat format) => format switch
    {
        AnswerFormat.Ndjson => Ndjson,
        AnswerFormat.Csv => Csv,
        _ => Text,
    };

    /// <returns>Whether the answer is written, as the last statement's rows.</returns>
    public static bool Run(this IRowsFormat format, AnswerStream answer, Statement statement, bool isLast)
    {
        if (isLast && statement.ColumnCount > 0)
        {
            format.WriteRows(answer, statement);
            return true;
        }

        while (statement.Step())
        {
        }

        return false;
    }
}
