using System.Diagnostics;
using System.Text;
using Ayb.Querying.Worker.Scripts;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Answers;

/// <summary>
/// The answer to a JSON request, with typed values and a result for each statement:
/// <c>{"results":[{"columns":[…],"types":[…],"rows":[…],"rows_affected":0,"last_insert_rowid":0,"time_ms":0.1}],"time_ms":0.2}</c>.
/// </summary>
internal sealed class ResultsAnswer(AnswerStream answer, Connection connection, JsonRequest request, Request asked)
{
    private bool _hasBegun;
    private bool _inRows;

    /// <summary>Steps the statement to its end.</summary>
    public void WriteResult(Statement statement)
    {
        var start = Stopwatch.GetTimestamp();
        var changesBefore = connection.TotalChanges;
        var hasRow = statement.Step();
        Separate();
        WriteHead(statement, hasRow);
        _inRows = true;
        WriteRows(statement, hasRow);
        _inRows = false;
        WriteCounters(connection.TotalChanges > changesBefore ? connection.Changes : 0);
        answer.Write(""","time_ms":"""u8);
        WriteMilliseconds(Stopwatch.GetElapsedTime(start));
        answer.Write((byte)'}');
    }

    /// <summary>The statement has failed, maybe after some of its rows.</summary>
    public void WriteError(SqliteFailure failure)
    {
        if (_inRows)
        {
            answer.Write("],"u8);
            JsonText.WriteErrorMember(answer, failure);
            answer.Write((byte)'}');
            _inRows = false;
        }
        else
        {
            Separate();
            JsonText.WriteError(answer, failure);
        }
    }

    public void Complete()
    {
        if (!_hasBegun)
        {
            answer.Write("""{"results":["""u8);
        }

        answer.Write("""],"time_ms":"""u8);
        WriteMilliseconds(asked.Age);
        answer.Write((byte)'}');
    }

    private void Separate()
    {
        answer.Write(_hasBegun ? ","u8 : """{"results":["""u8);
        _hasBegun = true;
    }

    private void WriteHead(Statement statement, bool hasRow)
    {
        answer.Write("""{"columns":["""u8);
        for (var column = 0; column < statement.ColumnCount; column++)
        {
            Comma(column);
            JsonText.Write(answer, statement.ColumnName(column));
        }

        answer.Write("""],"types":["""u8);
        for (var column = 0; column < statement.ColumnCount; column++)
        {
            Comma(column);
            WriteType(statement, column, hasRow);
        }

        answer.Write("""],"rows":["""u8);
    }

    /// <summary>As the column was declared, in lower case; of an expression, the type of the first row's value.</summary>
    private void WriteType(Statement statement, int column, bool hasRow)
    {
        var declared = statement.DeclaredType(column);
        if (!declared.IsEmpty)
        {
            Span<byte> lower = declared.Length <= 256 ? stackalloc byte[declared.Length] : new byte[declared.Length];
            _ = Ascii.ToLower(declared, lower, out var ascii);
            declared[ascii..].CopyTo(lower[ascii..]);
            JsonText.Write(answer, lower);
        }
        else
        {
            answer.Write(hasRow ? NameOf(statement.ColumnType(column)) : "null"u8);
        }
    }

    private static ReadOnlySpan<byte> NameOf(ColumnType type) => type switch
    {
        ColumnType.Integer => "\"integer\""u8,
        ColumnType.Real => "\"real\""u8,
        ColumnType.Text => "\"text\""u8,
        ColumnType.Blob => "\"blob\""u8,
        _ => "\"null\""u8,
    };

    private void WriteRows(Statement statement, bool hasRow)
    {
        if (!hasRow)
        {
            return;
        }

        var row = new JsonRow(statement, request.RowsAsObjects, request.IntegersAsStrings);
        for (var separator = false; hasRow; hasRow = statement.Step())
        {
            if (separator)
            {
                answer.Write((byte)',');
            }

            row.Write(answer);
            answer.EndRow();
            separator = true;
        }
    }

    private void WriteCounters(long rowsAffected)
    {
        answer.Write("""],"rows_affected":"""u8);
        WriteInteger(rowsAffected);
        answer.Write(""","last_insert_rowid":"""u8);
        WriteInteger(connection.LastInsertRowId);
    }

    private void WriteInteger(long value)
    {
        if (request.IntegersAsStrings)
        {
            NumberText.WriteQuoted(answer, value);
        }
        else
        {
            NumberText.Write(answer, value);
        }
    }

    private void WriteMilliseconds(TimeSpan time) => NumberText.Write(answer, Math.Round(time.TotalMilliseconds, 3));

    private void Comma(int column)
    {
        if (column > 0)
        {
            answer.Write((byte)',');
        }
    }
}
