using System.Buffers;
using Ayb.Benchmarks.Sqlite;

namespace Ayb.Benchmarks.Formats;

/// <summary>RFC 4180 with a header line.</summary>
internal sealed class CsvFormat : IAnswerFormat
{
    private static readonly SearchValues<byte> Quoted = SearchValues.Create(",\"\r\n"u8);

    public string MediaType => "text/csv";

    public void Begin(IBufferWriter<byte> answer, Statement statement)
    {
        for (var column = 0; column < statement.Columns.Count; column++)
        {
            Write(answer, column, statement.Columns[column]);
        }

        answer.Write("\r\n"u8);
    }

    public void WriteRow(IBufferWriter<byte> answer, Statement statement)
    {
        for (var column = 0; column < statement.Columns.Count; column++)
        {
            Write(answer, column, statement.Text(column));
        }

        answer.Write("\r\n"u8);
    }

    public void End(IBufferWriter<byte> answer)
    {
    }

    private static void Write(IBufferWriter<byte> answer, int column, ReadOnlySpan<byte> text)
    {
        if (column > 0)
        {
            answer.Write(","u8);
        }

        // A text that needs quotes would have to be compared with ayb's: the rows have none.
        answer.Write(text.ContainsAny(Quoted) ? throw new NotSupportedException("A benchmark's rows need no quotes.") : text);
    }
}
