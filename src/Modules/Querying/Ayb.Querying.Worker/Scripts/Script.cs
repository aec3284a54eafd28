using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Scripts;

/// <summary>Runs what a request asks for, on a connection that has begun it.</summary>
internal static class Script
{
    /// <summary>A longer one is read again by another lane that it moves to: its values take many times its own memory while it waits.</summary>
    private const int LongestKept = 4096;

    /// <exception cref="SqliteFailure">It fails.</exception>
    public static ScriptEnd Run(Request request, Connection connection, AnswerStream answer, ScriptPlace place)
    {
        try
        {
            return request.IsJson
                ? new JsonScript(connection, answer, place, request, Read(request)).Run()
                : new TextScript(connection, answer, place, RowsFormat.OfText(request.Format)).Run(request.Body);
        }
        catch (OutOfMemoryException) when (connection.HasCommitted)
        {
            // The answer to a write is written when the write is done.
            throw new SqliteFailure(
                FailureCode.Memory, "There is not enough memory for the answer beside those of others. What the request has committed is kept; check before you repeat it.");
        }
        catch (OutOfMemoryException)
        {
            // The heap has a limit for all lanes; uncaught, this would end the process for all of them.
            throw new SqliteFailure(FailureCode.Memory, "There is not enough memory for the request and its answer beside those of others; try again in a moment.");
        }
    }

    private static JsonRequest Read(Request request)
    {
        var json = request.Json ?? JsonRequestReader.Read(request.Body);
        if (request.Size <= LongestKept)
        {
            request.Json = json;
        }

        return json;
    }
}
