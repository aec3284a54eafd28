using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>
/// A connection for statements of our own: without a tenant's limits, which an old schema may exceed, and without a tenant's statements.
/// It never checkpoints. What it runs ends with the request that it is for.
/// </summary>
internal sealed unsafe class OwnConnection : IDisposable
{
    private const int OpenReadOnly = 1, OpenReadWrite = 2, OpenCreate = 4;
    private const int NoCheckpointOnClose = 1006, TrustedSchema = 1017;
    private const int ProgressInterval = 10_000;

    private readonly GCHandle _running;
    private readonly Request? _request;
    private nint _database;

    private OwnConnection(string path, int flags, string? vfs, Request? running)
    {
        (_running, _request) = (GCHandle.Alloc(running), running);
        Mark(isRunning: true);
        if (Native.Open(path, out _database, flags, vfs) == (int)ResultCode.Ok)
        {
            int result;
            _ = Native.Configure(_database, NoCheckpointOnClose, 1, &result);
            _ = Native.Configure(_database, TrustedSchema, 0, &result);
            Native.SetProgressHandler(_database, ProgressInterval, &Progress, GCHandle.ToIntPtr(_running));
        }
    }

    public nint Handle => _database;

    /// <summary>The database that this process serves.</summary>
    public static OwnConnection Served(string path, Request? running) => new(path, OpenReadOnly, Connection.OneProcess, running);

    /// <summary>A file that nobody else knows of.</summary>
    public static OwnConnection Other(string path, Request running) => new(path, OpenReadOnly, vfs: null, running);

    /// <summary>A new file that nobody else knows of.</summary>
    public static OwnConnection Create(string path, Request running) => new(path, OpenReadWrite | OpenCreate, vfs: null, running);

    public ResultCode Execute(string sql) => (ResultCode)(Native.Execute(_database, sql, 0, 0, 0) & 0xFF);

    public ResultCode Prepare(ReadOnlySpan<byte> sql, out nint statement)
    {
        fixed (byte* start = sql)
        {
            return (ResultCode)(Native.Prepare(_database, start, sql.Length, 0, out statement, out _) & 0xFF);
        }
    }

    /// <summary>What SQLite says of its last failure.</summary>
    public string Message()
    {
        var text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(Native.ErrorMessage(_database));
        return Encoding.UTF8.GetString(text[..Math.Min(text.Length, Limits.MessageBytes)]);
    }

    /// <param name="pragma"><c>quick_check</c> or <c>integrity_check</c>.</param>
    /// <param name="finding">What is wrong with the file; <c>null</c> for nothing. Values that a constraint does not allow, and an index of words that
    /// does not agree with its table, are the tenant's doing.</param>
    /// <returns>How the search ended: with <see cref="ResultCode.Done"/> if it found nothing.</returns>
    public ResultCode FindDamage(string pragma, out string? finding)
    {
        finding = null;
        var code = Prepare(Encoding.UTF8.GetBytes($"PRAGMA {pragma}(100000)"), out var statement);
        if (code == ResultCode.Ok)
        {
            do
            {
                code = (ResultCode)(Native.Step(statement) & 0xFF);
                finding = code == ResultCode.Row ? Finding(statement) : null;
            }
            while (code == ResultCode.Row && finding is null);
        }

        _ = Native.Finish(statement);
        return code;
    }

    public void Dispose()
    {
        _ = Native.Close(_database);
        _database = 0;
        _running.Free();
        Mark(isRunning: false);
    }

    /// <summary>A file may be made so that a single step of a check takes for ever.</summary>
    private void Mark(bool isRunning)
    {
        if (_request is not null)
        {
            _request.IsRunning = isRunning;
        }
    }

    private static string? Finding(nint statement)
    {
        var text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(Native.ColumnText(statement, 0));
        return IsOfTheFile(text) ? Encoding.UTF8.GetString(text[..Math.Min(text.Length, Limits.MessageBytes)]) : null;
    }

    /// <summary>A full-text index of another table's rows is what the tenant has made of it: FTS4 compares the two, and both may be sound.</summary>
    private static bool IsOfTheFile(ReadOnlySpan<byte> finding) =>
        !finding.SequenceEqual("ok"u8)
        && !finding.StartsWith("CHECK constraint failed in "u8)
        && !finding.StartsWith("NULL value in "u8)
        && !finding.StartsWith("NUMERIC value in "u8)
        && !finding.StartsWith("TEXT value in "u8)
        && !finding.StartsWith("non-"u8)
        && !finding.StartsWith("malformed inverted index for FTS"u8)
        && !finding.StartsWith("unable to validate the inverted index for FTS"u8)
        && !finding.StartsWith("In RTree "u8);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Progress(nint state) => GCHandle.FromIntPtr(state).Target is Request { MustStop: true } ? 1 : 0;
}
