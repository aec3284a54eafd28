using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Scripts;

/// <summary>Runs the statements of a text, in order and atomically; the answer is the last one's rows.</summary>
internal sealed class TextScript(Connection connection, AnswerStream answer, ScriptPlace place, IRowsFormat format)
{
    private readonly TransactionScope _transaction = new(connection, place);

    /// <param name="sql">UTF-8 with a NUL after its end.</param>
    public ScriptEnd Run(ReadOnlySpan<byte> sql)
    {
        var answered = false;
        for (var first = true; !SqlText.IsBlank(sql); first = false)
        {
            switch (connection.Prepare(sql, hasNul: true, isWhole: first, out var statement, out var tail))
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
                _transaction.Enclose(statement, isSingle: first && isLast);
                answered = format.Run(answer, statement, isLast);
            }
        }

        if (!answered)
        {
            format.WriteEmpty(answer);
        }

        _transaction.Finish();
        return ScriptEnd.Complete;
    }
}
