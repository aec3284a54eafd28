using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Lanes;

/// <summary>
/// The thread that owns the connection which writes. What waits while a commit is under way shares the next one:
/// each request in its own savepoint, all answered after the one fsync. DESIGN.md has the order and the failures.
/// </summary>
internal sealed class WriterLane(string path, Port port, Requests requests, WorkQueue writes, WriteHints hints, Connection opened)
{
    private const int MostInAGroup = 256;

    private readonly List<Request> _taken = [];
    private readonly Group _group = new();
    private Connection? _connection = opened;

    public void Run()
    {
        while (true)
        {
            _taken.Clear();
            _taken.Add(writes.Take());
            writes.TakeMore(_taken, MostInAGroup);
            if (_taken.Count == 1)
            {
                RunAlone(_taken[0]);
            }
            else
            {
                RunTogether();
            }
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
                new Script(connection, answer, ScriptPlace.Alone).Run(request.Sql);
                if (connection.OnlyRead)
                {
                    hints.OnlyRead(request.Sql);
                }
            }
            finally
            {
                CloseUnlessClean(connection);
            }

            Complete(request, answer);
        }
        catch (SqliteFailure failure)
        {
            requests.Fail(request, failure);
        }
    }

    private void RunTogether()
    {
        _group.Clear();
        if (TryRunGroup())
        {
            foreach (var (request, answer) in _group.Done)
            {
                Complete(request, answer);
            }
        }
        else
        {
            // Nothing of it is on the disk and nobody has been told otherwise: each gets its own transaction and its own answer.
            foreach (var (request, _) in _group.Done)
            {
                RunAlone(request);
            }
        }

        foreach (var (request, failure) in _group.Failed)
        {
            requests.Fail(request, failure);
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

                return connection.TryCommitGroup();
            }
            finally
            {
                CloseUnlessClean(connection);
            }
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
        connection.BeginMember();
        try
        {
            connection.Begin(request);
            if (new Script(connection, answer, ScriptPlace.Group).Run(request.Sql) == ScriptEnd.Complete)
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
        }

        if (connection.InTransaction)
        {
            connection.UndoMember();
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
