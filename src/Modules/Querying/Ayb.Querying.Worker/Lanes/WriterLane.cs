using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Copies;
using Ayb.Querying.Worker.Loads;
using Ayb.Querying.Worker.Scripts;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Lanes;

/// <summary>
/// The thread that owns the connection which writes. What waits while a commit is under way shares the next one:
/// each request in its own savepoint, all answered after the one fsync. DESIGN.md has the order and the failures.
/// </summary>
internal sealed class WriterLane(string path, Port port, Requests requests, WorkQueue reads, WorkQueue writes, WriteHints hints, Sessions sessions, Connection opened)
{
    private const int MostInAGroup = 256;

    private readonly List<Request> _taken = [];
    private readonly List<Request> _long = [];
    private readonly Group _group = new();
    private Connection? _connection = opened;

    public void Run()
    {
        while (true)
        {
            _taken.Add(writes.Take());
            writes.TakeMore(_taken, MostInAGroup);
            var longest = TakeLong();
            if (_taken.Count == 1)
            {
                RunAlone(_taken[0]);
            }
            else if (_taken.Count > 1)
            {
                RunTogether();
            }

            if (longest is { Opens: { } session })
            {
                RunSession(session);
            }
            else if (longest is { Loads: { } file })
            {
                RunLoad(longest, file);
            }

            // Answers are large at times, and the next request may be long in coming.
            _taken.Clear();
            _group.Clear();
        }
    }

    /// <summary>
    /// The first of the sessions and loads that have been taken, to run after the others' writes. Further ones are put back: between two of
    /// them everybody who waits gets a turn.
    /// </summary>
    private Request? TakeLong()
    {
        foreach (var request in _taken)
        {
            if (IsLong(request))
            {
                _long.Add(request);
            }
        }

        if (_long.Count == 0)
        {
            return null;
        }

        _taken.RemoveAll(IsLong);
        var first = _long[0];
        _long.RemoveAt(0);
        writes.PutBack(_long);
        _long.Clear();
        return first;
    }

    private static bool IsLong(Request request) => request is { Opens: not null } or { Loads: not null };

    private void RunSession(Session session) => sessions.Serve(session, "BEGIN IMMEDIATE", Open, CloseUnlessClean);

    /// <summary>All of a file, or nothing of it.</summary>
    private void RunLoad(Request request, TableFile file)
    {
        using var answer = AnswerStream.HeldBack(port, request);
        try
        {
            var connection = Open();
            try
            {
                connection.Begin(request);
                connection.Execute("BEGIN IMMEDIATE");
                CopyLane.Tell(answer, new TableLoad(connection, file).Run());
                connection.Execute("COMMIT");
            }
            finally
            {
                CloseUnlessClean(connection);
            }

            requests.Complete(request, answer);
        }
        catch (SqliteFailure failure)
        {
            requests.Fail(request, failure);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            requests.Fail(request, FileFailure.Of(exception));
        }
        catch (OutOfMemoryException)
        {
            requests.Fail(request, new SqliteFailure(FailureCode.Memory, "There is not enough memory for the rows beside the requests of others; try again in a moment."));
        }
    }

    private void RunAlone(Request request)
    {
        var answer = AnswerStream.HeldBack(port, request);
        try
        {
            var connection = Open();
            try
            {
                connection.Begin(request);
                Script.Run(request, connection, answer, ScriptPlace.Alone);
            }
            finally
            {
                Learn(connection, request);
                CloseUnlessClean(connection);
            }

            Complete(request, answer);
        }
        catch (SqliteFailure failure)
        {
            answer.Dispose();
            Fail(request, failure);
        }
    }

    private void RunTogether()
    {
        if (!TryRunGroup())
        {
            // Nothing of it is on the disk and nobody has been told otherwise: each gets its own transaction and its own answer.
            _group.Undo();
        }

        foreach (var (request, answer) in _group.Done)
        {
            Complete(request, answer);
        }

        foreach (var (request, failure) in _group.Failed)
        {
            Fail(request, failure);
        }

        foreach (var request in _group.Alone)
        {
            RunAlone(request);
        }
    }

    /// <returns>Whether what is done is committed.</returns>
    private bool TryRunGroup()
    {
        try
        {
            var connection = Open();
            try
            {
                connection.BeginGroup();
                foreach (var request in _taken)
                {
                    RunInGroup(connection, request);
                }

                connection.Continue(null);
                return connection.TryCommitGroup();
            }
            finally
            {
                CloseUnlessClean(connection);
            }
        }
        catch (SqliteFailure failure) when (failure.IsFinal)
        {
            // Who was done waits for a commit of which nobody knows; the rest has not run.
            _group.Failed.ForEach(failed => requests.Tell(failed.Request, failed.Failure));
            _group.Done.ForEach(done => requests.Tell(done.Request, failure));
            Requests.End();
            return false;
        }
        catch (SqliteFailure)
        {
            // The transaction could not be opened or went with the file's trouble: each request alone is told which.
            _group.AllAlone(_taken);
            return true;
        }
    }

    private void RunInGroup(Connection connection, Request request)
    {
        if (!connection.InTransaction)
        {
            // An earlier one took the whole transaction with it.
            _group.Alone.Add(request);
            return;
        }

        var answer = AnswerStream.HeldBack(port, request);
        connection.BeginMember(isShared: true);
        try
        {
            connection.Begin(request);
            if (Script.Run(request, connection, answer, ScriptPlace.Group) == ScriptEnd.Complete)
            {
                connection.EndMember();
                _group.Done.Add((request, answer));
                return;
            }

            _group.Alone.Add(request);
        }
        catch (SqliteFailure failure)
        {
            _group.Failed.Add((request, failure));
            if (failure.IsFinal)
            {
                throw;
            }
        }
        finally
        {
            Learn(connection, request);
        }

        answer.Dispose();
        if (connection.InTransaction)
        {
            connection.UndoMember();
        }
    }

    /// <summary>A text that only reads needs no writer, however it begins.</summary>
    private void Learn(Connection connection, Request request)
    {
        request.OnlyRead = connection.OnlyRead;
        if (request.OnlyRead)
        {
            hints.OnlyRead(request);
        }
    }

    private void Fail(Request request, SqliteFailure failure)
    {
        if (failure.Code == FailureCode.ResultTooLarge && request is { OnlyRead: true, NeedsWriter: false })
        {
            // Only writes are held back: a reader can stream it.
            reads.Add(request);
        }
        else
        {
            requests.Fail(request, failure);
        }
    }

    private Connection Open() => _connection ??= Connection.OpenWriter(path);

    private void CloseUnlessClean(Connection connection)
    {
        if (!connection.End())
        {
            _connection = null;
        }
    }

    private void Complete(Request request, AnswerStream answer)
    {
        if (answer.NeedsCredit)
        {
            // The rows are committed: a slow client must not keep other writers waiting for the rest of its answer.
            Lane.Start("answer", () => requests.Complete(request, answer));
        }
        else
        {
            requests.Complete(request, answer);
        }
    }
}
