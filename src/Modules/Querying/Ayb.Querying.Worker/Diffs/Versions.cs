using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Diffs;

/// <summary>
/// Two versions of a database side by side, on one connection that reads. Nothing of either is executed: no trigger, no view, and no
/// generated column is computed.
/// </summary>
internal sealed class Versions : IDisposable
{
    /// <summary>The name that SQL has for the earlier one.</summary>
    public const string From = "before";

    /// <summary>The name that SQL has for the later one.</summary>
    public const string To = "main";

    /// <summary>The file of the earlier one, beside the later one, which is the database that this process serves.</summary>
    private const string FromFile = "from.sqlite";

    private readonly OwnConnection _connection;
    private readonly Request _request;

    private Versions(string path, Request request) => (_connection, _request) = (OwnConnection.Served(path, request), request);

    /// <summary>Texts are UTF-16 in both: SQLite has two files at once only if they agree on it.</summary>
    public bool AreUtf16 { get; private set; }

    /// <exception cref="SqliteFailure">They can't be read together.</exception>
    public static Versions Open(string path, Request request)
    {
        var versions = new Versions(path, request);
        try
        {
            var from = Path.Combine(Path.GetDirectoryName(path)!, FromFile);
            versions.Check(versions._connection.Execute($"ATTACH '{from.Replace("'", "''", StringComparison.Ordinal)}' AS {From}"));
            versions.AreUtf16 = versions.Number("SELECT encoding <> 'UTF-8' FROM pragma_encoding") != 0;
            return versions;
        }
        catch
        {
            versions.Dispose();
            throw;
        }
    }

    /// <param name="sql">With a character for each byte, as <see cref="Identifier"/> has it.</param>
    public OwnStatement Query(string sql)
    {
        Check(_connection.Prepare(Identifier.Encoding.GetBytes(sql), out var statement));
        return new OwnStatement(statement, AreUtf16, Failure);
    }

    /// <summary>The first number that a query answers with; 0 without a row.</summary>
    public long Number(string sql)
    {
        using var answer = Query(sql);
        return answer.Step() ? answer.Integer(0) : 0;
    }

    public void Dispose() => _connection.Dispose();

    private void Check(ResultCode code)
    {
        if (code != ResultCode.Ok)
        {
            throw Failure(code);
        }
    }

    private SqliteFailure Failure(ResultCode code) => code switch
    {
        ResultCode.Interrupt => _request.Interruption(),
        ResultCode.NoMemory => new SqliteFailure(
            FailureCode.Memory, $"The comparison needs more memory than there is: {ByteCount.Text(Limits.HeapBytes)} (limits.heap_bytes)."),
        ResultCode.Corrupt or ResultCode.NotADatabase => new SqliteFailure(
            FailureCode.CheckFailed, $"One of the two versions is damaged: {_connection.Message()}."),

        // SQLite names the file that it can't open.
        ResultCode.InputOutput or ResultCode.CannotOpen => new SqliteFailure(FailureCode.File, $"one of the two versions can't be read (SQLite's result is {(int)code})"),
        _ => new SqliteFailure(FailureCode.Sql, $"The two versions can't be compared: {_connection.Message()}."),
    };
}
