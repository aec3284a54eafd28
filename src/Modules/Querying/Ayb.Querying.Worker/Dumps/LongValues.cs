using System.Globalization;
using System.Text;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Dumps;

/// <summary>
/// Values that are too long for a statement: their pieces go into a table of their own first, and the row puts them together.
/// An UPDATE that appends would break constraints on the way.
/// </summary>
internal sealed class LongValues(AnswerStream answer, string table)
{
    private const int PieceBytes = 1 << 20;

    private readonly Dictionary<int, (int First, int Last, ColumnType Type)> _written = [];
    private int _last;

    public void Add(Statement rows, int column)
    {
        if (_written.Count == 0)
        {
            Text($"CREATE TABLE {table}(n INTEGER PRIMARY KEY, piece BLOB);\n");
        }

        var first = _last + 1;
        for (var rest = SqlLiteral.BytesOf(rows, column); rest.Length > 0; rest = rest[Math.Min(PieceBytes, rest.Length)..])
        {
            Text($"INSERT INTO {table} VALUES({++_last},");
            BlobText.WriteLiteral(answer, rest[..Math.Min(PieceBytes, rest.Length)]);
            answer.Write(");\n"u8);
        }

        _written[column] = (first, _last, rows.ColumnType(column));
    }

    /// <returns>Whether the column's value is one of them.</returns>
    public bool TryWrite(int column)
    {
        if (!_written.TryGetValue(column, out var value))
        {
            return false;
        }

        var type = value.Type == ColumnType.Text ? "TEXT" : "BLOB";
        Text($"(SELECT CAST(group_concat(piece,'') AS {type}) FROM (SELECT piece FROM {table} WHERE n BETWEEN {value.First} AND {value.Last} ORDER BY n))");
        return true;
    }

    /// <summary>The row is written.</summary>
    public void Clear()
    {
        if (_written.Count > 0)
        {
            Text($"DROP TABLE {table};\n");
            _written.Clear();
            _last = 0;
        }
    }

    private void Text(FormattableString text) => answer.Write(Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture)));
}
