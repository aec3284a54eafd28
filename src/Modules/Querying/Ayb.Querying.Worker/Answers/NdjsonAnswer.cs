using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Answers;

/// <summary>A JSON object for each row, a line each, with typed values: <c>{"name":"PostgreSQL","score":10}</c>.</summary>
internal sealed class NdjsonAnswer : IRowsFormat
{
    public void WriteEmpty(AnswerStream answer)
    {
    }

    public void WriteRows(AnswerStream answer, Statement statement)
    {
        try
        {
            var hasRow = statement.Step();
            var row = new JsonRow(statement, asObject: true, integersAsStrings: false);
            for (; hasRow; hasRow = statement.Step())
            {
                row.Write(answer);
                answer.Write((byte)'\n');
                answer.EndRow();
            }
        }
        catch (SqliteFailure failure) when (answer.HasSent && !answer.IsBroken)
        {
            // A line of its own for those who read line by line; that the answer ends here, the broken connection tells.
            JsonText.WriteError(answer, failure);
            answer.Write((byte)'\n');
            answer.SendRest();
            throw;
        }
    }
}
