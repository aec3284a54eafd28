using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Scripts;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Loads;

/// <summary>Makes a new database by running a file of SQL, which may do what a tenant's query may.</summary>
internal static class ScriptLoad
{
    /// <param name="script">The file of SQL.</param>
    /// <param name="target">The new file; it is gone again when this fails.</param>
    /// <param name="request">Who waits for it.</param>
    /// <exception cref="SqliteFailure">A statement fails; the message names its line.</exception>
    public static void Run(string script, string target, Request request)
    {
        // Somebody may have left one under the name.
        File.Delete(target);
        try
        {
            Execute(script, target, request);
            using var file = new FileStream(target, FileMode.Open, FileAccess.ReadWrite);
            file.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is SqliteFailure or IOException)
        {
            File.Delete(target);
            throw;
        }
    }

    private static void Execute(string script, string target, Request request)
    {
        using var file = new FileStream(script, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var connection = Connection.OpenUnserved(target);
        connection.Begin(request);
        var statements = new ScriptFile(file);
        var transaction = new TransactionScope(connection, ScriptPlace.Alone);
        try
        {
            for (var sql = statements.Next(); sql.Length > 0; sql = statements.Next())
            {
                Execute(connection, transaction, sql);
            }

            transaction.Finish();

            // Of a script that writes nothing there would be no file.
            connection.Execute("BEGIN IMMEDIATE; COMMIT");
        }
        catch (SqliteFailure failure) when (failure.Code is FailureCode.Sql or FailureCode.ReadOnly)
        {
            throw new SqliteFailure(FailureCode.NotLoaded, $"Line {statements.Line}: {Explained(failure.Message)}");
        }
    }

    private static void Execute(Connection connection, TransactionScope transaction, ReadOnlySpan<byte> sql)
    {
        if (sql.Contains((byte)0))
        {
            // SQLite reads no further than a NUL.
            throw new SqliteFailure(FailureCode.Sql, "The SQL holds a NUL character.");
        }

        while (!SqlText.IsBlank(sql))
        {
            _ = connection.Prepare(sql, hasNul: false, isWhole: false, out var statement, out var tail);
            using (statement)
            {
                if (statement is not null)
                {
                    transaction.Enclose(statement, isSingle: false);
                    while (statement.Step())
                    {
                    }
                }
            }

            sql = sql[tail..];
        }
    }

    private static string Explained(string message) => message == "not authorized"
        ? "not authorized: a script may do what a query may. A database with virtual tables is best imported as a SQLite file, or as an export of ayb's."
        : message;
}
