using System.Runtime.InteropServices;

namespace Ayb.Benchmarks.Sqlite;

/// <summary>SQLite in this process, with a WAL and as durable as ayb: a commit has reached the disk.</summary>
internal sealed unsafe class Connection : IDisposable
{
    private readonly nint _database;

    public Connection(string path)
    {
        Check(Native.Open(path, out _database, Native.OpenReadWriteCreate, null));
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
    }

    public static string Version => Marshal.PtrToStringUTF8((nint)Native.Version())!;

    public void Execute(string sql) => Check(Native.Execute(_database, sql, 0, 0, 0));

    public Statement Prepare(string sql)
    {
        const uint Persistent = 1;
        Check(Native.Prepare(_database, sql, -1, Persistent, out var statement, 0));
        return new Statement(this, statement);
    }

    public void Dispose() => Check(Native.Close(_database));

    internal void Check(int result)
    {
        if (result is not (Native.Ok or Native.Row or Native.Done))
        {
            throw new WrongAnswerException($"SQLite failed with {result}: {Marshal.PtrToStringUTF8((nint)Native.ErrorMessage(_database))}");
        }
    }
}
