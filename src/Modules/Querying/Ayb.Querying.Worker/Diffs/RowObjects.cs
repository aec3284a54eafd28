using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Diffs;

/// <summary>Writes rows that differ as JSON objects, with the values that queries in JSON have.</summary>
internal sealed class RowObjects(AnswerStream answer, TableShape shape)
{
    private readonly byte[][] _key = [.. shape.Key.Select(Identifier.Encoding.GetBytes)];
    private readonly byte[][] _columns = [.. shape.Columns.Select(Identifier.Encoding.GetBytes)];

    public void WriteKey(OwnStatement row) => Write(row, KeyMembers());

    /// <summary>All columns of the version that was read, or of the earlier one.</summary>
    public void WriteRow(OwnStatement row) => Write(row, _columns.Select((name, index) => (name, _key.Length + index)));

    /// <summary>Which columns of an updated row have another value.</summary>
    public IReadOnlyList<int> Changed(OwnStatement row) =>
        [.. Enumerable.Range(0, _columns.Length).Where(index => !RowValues.AreSame(row, Before(index), row, After(index)))];

    public void WriteBefore(OwnStatement row, IReadOnlyList<int> changed) =>
        Write(row, changed.Select(index => (_columns[index], Before(index))));

    public void WriteAfter(OwnStatement row, IReadOnlyList<int> changed) =>
        Write(row, changed.Select(index => (_columns[index], After(index))));

    public void WriteKeyAndBefore(OwnStatement row, IReadOnlyList<int> changed) => Write(row, KeyMembers().Concat(
        changed.Where(index => !shape.Key.Contains(shape.Columns[index])).Select(index => (_columns[index], Before(index)))));

    private IEnumerable<(byte[] Name, int Column)> KeyMembers() => _key.Select((name, index) => (name, index));

    private int Before(int index) => _key.Length + index;

    private int After(int index) => _key.Length + _columns.Length + index;

    private void Write(OwnStatement row, IEnumerable<(byte[] Name, int Column)> members)
    {
        var separator = (byte)'{';
        foreach (var (name, column) in members)
        {
            answer.Write(separator);
            JsonText.Write(answer, name);
            answer.Write((byte)':');
            WriteValue(row, column);
            separator = (byte)',';
        }

        answer.Write(separator == '{' ? "{}"u8 : "}"u8);
    }

    private void WriteValue(OwnStatement row, int column)
    {
        switch (row.TypeOf(column))
        {
            case ColumnType.Integer:
                NumberText.Write(answer, row.Integer(column));
                break;
            case ColumnType.Real:
                JsonValue.WriteReal(answer, row.Real(column));
                break;
            case ColumnType.Text:
                JsonText.Write(answer, row.Text(column));
                break;
            case ColumnType.Blob:
                JsonValue.WriteBlob(answer, row.Stored(column));
                break;
            default:
                answer.Write("null"u8);
                break;
        }
    }
}
