using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Scripts;

/// <summary>
/// The transaction that a request's statements run in. A single statement runs in its own as SQLite does it, unless it
/// returns what it writes. More than one share a transaction of ours, until the request takes control with a BEGIN of
/// its own; a transaction that is open at the end is rolled back.
/// </summary>
internal sealed class TransactionScope(Connection connection, ScriptPlace place)
{
    private bool _ours;

    /// <param name="statement">Runs next.</param>
    /// <param name="isSingle">It stands for itself: none before it and none after it share its transaction.</param>
    public void Enclose(Statement statement, bool isSingle)
    {
        if (place == ScriptPlace.Session)
        {
            RefuseControl(statement);
            if (!connection.InTransaction)
            {
                // What ran now would be committed by itself.
                throw new SqliteFailure(FailureCode.SessionGone, "A statement has rolled the whole transaction back, and the session ends with it.");
            }

            if ((!isSingle || statement.ReturnsWhatItWrites) && !connection.InMember)
            {
                // All of it takes effect or nothing, while the session goes on.
                connection.BeginMember(isShared: false);
            }
        }
        else if (statement.ControlsTransaction && _ours)
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

    /// <summary>Everything has run.</summary>
    public void Finish()
    {
        if (place == ScriptPlace.Group)
        {
            if (connection.HasOpenForeignKeys)
            {
                // Deferred constraints are checked at the commit, where the others would fail with it.
                throw new SqliteFailure(FailureCode.Sql, "FOREIGN KEY constraint failed");
            }
        }
        else if (connection.InMember)
        {
            connection.EndMember();
        }
        else if (place != ScriptPlace.Session)
        {
            CommitOwn();
            RefuseOpen();
        }
    }

    /// <summary>A statement that stood for itself has run.</summary>
    public void CommitOwn()
    {
        if (connection.InMember && place == ScriptPlace.Session)
        {
            connection.EndMember();
        }
        else if (_ours)
        {
            connection.Execute("COMMIT");
            _ours = false;
        }
    }

    /// <summary>A statement that stood for itself has failed.</summary>
    public void Abandon()
    {
        if (connection.InMember && place == ScriptPlace.Session)
        {
            _ = connection.TryUndoMember();
        }
        else if (_ours)
        {
            connection.RollBack();
            _ours = false;
        }
    }

    private void RefuseOpen()
    {
        if (connection.InTransaction)
        {
            throw new SqliteFailure(
                FailureCode.Sql, "The request left a transaction open; it was rolled back. Send BEGIN and COMMIT in one request, or open a session.");
        }
    }

    private static void RefuseControl(Statement statement)
    {
        if (statement.ControlsTransaction)
        {
            throw new SqliteFailure(
                FailureCode.Sql, "A session is one transaction: end it by a request to its /commit or /rollback. SAVEPOINT works inside it.");
        }
    }
}
