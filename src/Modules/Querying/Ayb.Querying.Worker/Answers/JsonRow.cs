using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Answers;

/// <summary>Writes the rows of a statement with typed values, as arrays or as objects.</summary>
internal sealed class JsonRow
{
    private readonly Statement _statement;
    private readonly bool _integersAsStrings;
    private readonly int _columns;
    private readonly byte[][]? _members;

    /// <param name="statement">One that has been stepped: only then its columns are certain.</param>
    /// <param name="asObject">A member for each column instead of an element.</param>
    /// <param name="integersAsStrings">For clients whose numbers end at 2^53.</param>
    public JsonRow(Statement statement, bool asObject, bool integersAsStrings)
    {
        (_statement, _integersAsStrings, _columns) = (statement, integersAsStrings, statement.ColumnCount);
        _members = asObject ? ColumnNames.AsMembers(statement) : null;
    }

    public void Write(AnswerStream answer)
    {
        if (_members is null)
        {
            WriteArray(answer);
        }
        else
        {
            WriteObject(answer, _members);
        }
    }

    private void WriteArray(AnswerStream answer)
    {
        answer.Write((byte)'[');
        for (var column = 0; column < _columns; column++)
        {
            if (column > 0)
            {
                answer.Write((byte)',');
            }

            WriteValue(answer, column);
        }

        answer.Write((byte)']');
    }

    private void WriteObject(AnswerStream answer, byte[][] members)
    {
        answer.Write((byte)'{');
        for (var column = 0; column < _columns; column++)
        {
            answer.Write(members[column]);
            WriteValue(answer, column);
        }

        answer.Write((byte)'}');
    }

    private void WriteValue(AnswerStream answer, int column)
    {
        switch (_statement.ColumnType(column))
        {
            case ColumnType.Integer when _integersAsStrings:
                NumberText.WriteQuoted(answer, _statement.Integer(column));
                break;
            case ColumnType.Integer:
                NumberText.Write(answer, _statement.Integer(column));
                break;
            case ColumnType.Real:
                JsonValue.WriteReal(answer, _statement.Real(column));
                break;
            case ColumnType.Text:
                JsonText.Write(answer, _statement.Text(column));
                break;
            case ColumnType.Blob:
                JsonValue.WriteBlob(answer, _statement.Blob(column));
                break;
            default:
                answer.Write("null"u8);
                break;
        }
    }
}
