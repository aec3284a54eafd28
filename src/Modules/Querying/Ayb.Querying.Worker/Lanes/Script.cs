using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Lanes;

/// <summary>
/// Runs the statements of a request, in order and atomically; the answer is the last one's rows.
/// A single statement runs in its own transaction as SQLite does it, unless it returns what it writes. More than one
/// share a transaction of ours, until the script takes control with a BEGIN of its own; a transaction that is open at
/// the end is rolled back.
/// </summary>
internal sealed class Script(Connection connection, AnswerStream answer, ScriptPlace place)
{
    private bool _ours;

    public ScriptEnd Run(ReadOnlySpan<byte> sql)
    {
        var answered = false;
        for (var first = true; !SqlText.IsBlank(sql); first = false)
        {
            switch (connection.Prepare(sql, isWhole: first, out var statement, out var tail))
            {
                case Preparation.NeedsWriter:
                    return ScriptEnd.NeedsWriter;
                case Preparation.NeedsToBeAlone:
                    return ScriptEnd.NeedsToBeAlone;
            }

            if (statement is null && tail == 0)
            {
                // SQLite reads no further than a NUL.
                throw new SqliteFailure(FailureCode.Sql, "The SQL holds a NUL character.");
            }

            sql = sql[tail..];
            using (statement)
            {
                if (statement is null)
                {
                    continue;
                }

                if (place == ScriptPlace.Group && statement.NeedsToBeAlone)
                {
                    return ScriptEnd.NeedsToBeAlone;
                }

                var isLast = SqlText.IsBlank(sql);
                Enclose(statement, isSingle: first && isLast);
                answered = Run(statement, isLast);
            }
        }

        if (!answered)
        {
            TextAnswer.WriteEmpty(answer);
        }

        Finish();
        return ScriptEnd.Complete;
    }

    private bool Run(Statement statement, bool isLast)
    {
        if (isLast && statement.ColumnCount > 0)
        {
            TextAnswer.WriteRows(answer, statement);
            return true;
        }

        while (statement.Step())
        {
        }

        return false;
    }

    private void Enclose(Statement statement, bool isSingle)
    {
        if (statement.ControlsTransaction && _ours)
        {
            if (!statement.BeginsTransaction)
            {
                // It would end our transaction, of which its author knows nothing.
                throw new SqliteFailure(FailureCode.Sql, "cannot commit or roll back - no transaction is active");
            }

            connection.Execute("COMMIT");
            _ours = false;
        }
        else if (!statement.ControlsTransaction && (!isSingle || statement.ReturnsWhatItWrites) && !connection.InTransaction)
        {
            // A write lock taken at the start can be waited for; one that is asked for midway can only fail.
            connection.Execute(place == ScriptPlace.Reader ? "BEGIN" : "BEGIN IMMEDIATE");
            _ours = true;
        }
    }

    private void Finish()
    {
        if (place == ScriptPlace.Group)
        {
            if (connection.HasOpenForeignKeys)
            {
                // Deferred constraints are checked at the commit, where the others would fail with it.
                throw new SqliteFailure(FailureCode.Sql, "FOREIGN KEY constraint failed");
            }
        }
        else if (_ours)
        {
            connection.Execute("COMMIT");
        }
        else if (connection.InTransaction)
        {
            throw new SqliteFailure(
                FailureCode.Sql, "The request left a transaction open; it was rolled back. Send BEGIN and COMMIT in one request.");
        }
    }
}
