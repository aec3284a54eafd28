using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Scripts;

/// <summary>Runs what a request asks for, on a connection that has begun it.</summary>
internal static class Script
{
    public static ScriptEnd Run(Request request, Connection connection, AnswerStream answer, ScriptPlace place)
    {
        if (!request.IsJson)
        {
            return new TextScript(connection, answer, place, RowsFormat.OfText(request.Format)).Run(request.Body);
        }

        // A request that moves to another lane is read once.
        request.Json ??= JsonRequestReader.Read(request.Body);
        return new JsonScript(connection, answer, place, request, request.Json).Run();
    }
}
