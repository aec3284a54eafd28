using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Scripts;
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
                if (Execute(request, answer) is ScriptEnd.Complete or ScriptEnd.Told)
                {
                    requests.Complete(request, answer);
                }
                else if (request.MayWrite)
                {
                    hints.Wrote(request);
                    request.NeedsWriter = true;
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
            return Script.Run(request, connection, answer, ScriptPlace.Reader);
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
