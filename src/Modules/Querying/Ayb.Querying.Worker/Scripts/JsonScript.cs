using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Scripts;

/// <summary>Runs the statements of a JSON request; the answer has the result of each, or the last one's rows.</summary>
internal sealed class JsonScript(Connection connection, AnswerStream answer, ScriptPlace place, Request asked, JsonRequest request)
{
    private readonly TransactionScope _transaction = new(connection, place);

    public ScriptEnd Run()
    {
        if (request.Statements.Count > 1)
        {
            // Results of reads are sent before later statements are looked at: what would write must be known beforehand.
            if (place == ScriptPlace.Reader && asked.MayWrite && !OnlyReads())
            {
                return ScriptEnd.NeedsWriter;
            }

            if (place == ScriptPlace.Group && request.IsSeparate)
            {
                return ScriptEnd.NeedsToBeAlone;
            }
        }

        return asked.Format == AnswerFormat.Json ? RunForAll() : RunForLast();
    }

    private bool OnlyReads()
    {
        foreach (var (sql, _) in request.Statements)
        {
            try
            {
                if (connection.Prepare(sql, hasNul: false, isWhole: true, out var statement, out _) != Preparation.Ready)
                {
                    return false;
                }

                statement?.Dispose();
            }
            catch (SqliteFailure)
            {
                // Maybe an earlier one makes what it names. If not, the writer finds the same.
                return false;
            }
        }

        return true;
    }

    private ScriptEnd RunForAll()
    {
        var results = new ResultsAnswer(answer, connection, request, asked);
        for (var index = 0; index < request.Statements.Count; index++)
        {
            try
            {
                var end = RunOne(index, results.WriteResult);
                if (end != ScriptEnd.Complete)
                {
                    return end;
                }
            }
            catch (SqliteFailure failure) when (!failure.IsFinal && !answer.IsBroken && (request.IsSeparate || answer.HasSent))
            {
                _transaction.Abandon();
                results.WriteError(failure);
                if (!request.IsSeparate || failure.EndsRequest)
                {
                    results.Complete();
                    return ScriptEnd.Told;
                }
            }
            catch (SqliteFailure failure)
            {
                throw failure.At(index);
            }
        }

        _transaction.Finish();
        results.Complete();
        return ScriptEnd.Complete;
    }

    private ScriptEnd RunForLast()
    {
        var format = RowsFormat.OfText(asked.Format);
        var answered = false;
        for (var index = 0; index < request.Statements.Count; index++)
        {
            var isLast = index == request.Statements.Count - 1;
            try
            {
                var end = RunOne(index, statement => answered = format.Run(answer, statement, isLast));
                if (end != ScriptEnd.Complete)
                {
                    return end;
                }
            }
            catch (SqliteFailure failure)
            {
                throw failure.At(index);
            }
        }

        if (!answered)
        {
            format.WriteEmpty(answer);
        }

        _transaction.Finish();
        return ScriptEnd.Complete;
    }

    private ScriptEnd RunOne(int index, Action<Statement> run)
    {
        var (sql, parameters) = request.Statements[index];
        switch (connection.Prepare(sql, hasNul: false, isWhole: true, out var statement, out var tail))
        {
            case Preparation.NeedsWriter when asked.MayWrite && !answer.HasSent:
                return ScriptEnd.NeedsWriter;
            case Preparation.NeedsWriter:
                throw new SqliteFailure(FailureCode.ReadOnly, "attempt to write a readonly database");
            case Preparation.NeedsToBeAlone:
                return ScriptEnd.NeedsToBeAlone;
        }

        using (statement)
        {
            if (statement is null || !SqlText.IsBlank(sql.AsSpan(tail)))
            {
                throw new SqliteFailure(
                    FailureCode.Sql, "Each entry takes one statement: make several entries of it, or send the whole script as text/plain.");
            }

            if (place == ScriptPlace.Group && statement.NeedsToBeAlone)
            {
                return ScriptEnd.NeedsToBeAlone;
            }

            _transaction.Enclose(statement, isSingle: request.IsSeparate || request.Statements.Count == 1);
            statement.Bind(parameters);
            run(statement);
        }

        if (request.IsSeparate)
        {
            _transaction.CommitOwn();
        }

        return ScriptEnd.Complete;
    }
}
