using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Lanes;

/// <summary>A thread with a read-only connection. It passes on to the writer what turns out to write.</summary>
internal sealed class ReaderLane(string path, Port port, Requests requests, WorkQueue reads, WorkQueue writes, WriteHints hints)
{
    private readonly byte[] _buffer = new byte[Frame.HeaderSize + Frame.MaxToHost];
    private Connection? _connection;

    public void Run()
    {
        while (true)
        {
            var request = reads.Take();
            var answer = AnswerStream.Direct(port, request, _buffer);
            try
            {
                if (Execute(request, answer) == ScriptEnd.Complete)
                {
                    requests.Complete(request, answer);
                }
                else if (request.MayWrite)
                {
                    hints.Wrote(request.Sql);
                    writes.Add(request);
                }
                else
                {
                    requests.Fail(request, new SqliteFailure(FailureCode.ReadOnly, "attempt to write a readonly database"));
                }
            }
            catch (SqliteFailure failure)
            {
                requests.Fail(request, failure);
            }
        }
    }

    private ScriptEnd Execute(Request request, AnswerStream answer)
    {
        var connection = _connection ??= Connection.OpenReader(path);
        try
        {
            connection.Begin(request);
            return new Script(connection, answer, ScriptPlace.Reader).Run(request.Sql);
        }
        finally
        {
            if (!connection.End())
            {
                _connection = null;
            }
        }
    }
}
