using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Copies;
using Ayb.Querying.Worker.Dumps;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Loads;

/// <summary>A SQLite file that somebody has sent: it must be sound, and need nothing that is not there.</summary>
internal static class SentFile
{
    /// <summary>How SQLite begins to say that an object needs what this server does not have, or does not allow.</summary>
    private static readonly string[] Missing =
    [
        "no such function", "unknown function", "no such module", "no such collation sequence", "no such tokenizer", "unknown tokenizer",
        "unsafe use of", "not authorized", "malformed database schema",
    ];

    /// <exception cref="SqliteFailure">It can't be a database here.</exception>
    public static LoadedRows Accept(string path, Request request)
    {
        try
        {
            if (!IsSqlite(path))
            {
                throw new SqliteFailure(FailureCode.File, "file is not a database");
            }

            // What was in a log beside it has not come along.
            FileCopy.StandAlone(path);
            var found = LookAtObjects(path, request);
            using var file = OwnConnection.Other(path, request);
            FileCheck.Pass(file, request);
            return found;
        }
        catch (SqliteFailure failure) when (failure.Code is FailureCode.Sql or FailureCode.ReadOnly or FailureCode.File or FailureCode.Corrupt or FailureCode.CheckFailed)
        {
            throw new SqliteFailure(FailureCode.NotLoaded, $"The file can't be a database here: {failure.Message.TrimEnd('.')}.");
        }
    }

    private static bool IsSqlite(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        Span<byte> head = stackalloc byte[16];
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("SQLite format 3\0"u8);
    }

    private static LoadedRows LookAtObjects(string path, Request request)
    {
        using var connection = Connection.OpenUnserved(path);
        connection.Begin(request);
        Prepare(connection, "SELECT * FROM sqlite_schema", isTable: true);
        using var objects = connection.Prepare("SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
        while (objects.Step())
        {
            LookAt(connection, SqlName.Quote(Encoding.UTF8.GetString(objects.Text(1))), isTable: objects.Text(0).SequenceEqual("table"u8));
        }

        var (tables, rows) = (0L, 0L);
        foreach (var table in Tables.In(connection))
        {
            rows += table.KeepsRows ? CountRows(connection, table) : 0;
            tables++;
        }

        return new LoadedRows(tables, rows);
    }

    private static long CountRows(Connection connection, Table table)
    {
        using var count = connection.Prepare($"SELECT count(*) FROM {table.QuotedName}");
        return count.Step() ? count.Integer(0) : 0;
    }

    /// <summary>Compiles what reads and what writes, and with that constraints, defaults and triggers; it runs nothing.</summary>
    private static void LookAt(Connection connection, string name, bool isTable)
    {
        Prepare(connection, $"SELECT * FROM {name}", isTable);
        Prepare(connection, $"INSERT INTO {name} DEFAULT VALUES", isTable: false);
        Prepare(connection, $"UPDATE {name} SET rowid = rowid", isTable: false);
        Prepare(connection, $"DELETE FROM {name}", isTable: false);
    }

    private static void Prepare(Connection connection, string sql, bool isTable)
    {
        try
        {
            connection.Prepare(sql).Dispose();
        }
        catch (SqliteFailure failure) when (failure.Code is FailureCode.Sql or FailureCode.ReadOnly && !isTable && !IsMissing(failure.Message))
        {
            // A view of a table that is no more: it is as useless here as where it comes from, and in nobody's way.
        }
    }

    private static bool IsMissing(string message) => Missing.Any(what => message.Contains(what, StringComparison.Ordinal));
}
