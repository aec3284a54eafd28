// Longer than other files: whatever touches the handle of a connection is here, and nowhere else.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>
/// A connection to the tenant's file, hardened as https://sqlite.org/security.html advises. Belongs to one thread.
/// </summary>
internal sealed unsafe class Connection : IDisposable
{
    private const int OpenReadOnly = 0x1, OpenReadWrite = 0x2, OpenCreate = 0x4;

    /// <summary>
    /// A VFS of SQLite's, https://sqlite.org/vfs.html: the file is locked once for the whole process, and connections keep out of each
    /// other's way in memory. The file is ours alone anyway, and with its default each read costs two system calls for locks that keep nobody out.
    /// </summary>
    public const string OneProcess = "unix-excl";

    private const int DeferredForeignKeys = 10;
    private const uint Persistent = 1;

    /// <summary>
    /// How many virtual machine instructions pass between two looks at clock and cancellation. Some take a tenth of a second:
    /// those that make a large value.
    /// </summary>
    private const int ProgressInterval = 250;

    private readonly GCHandle _authorizerHandle;
    private readonly GCHandle _selfHandle;
    private readonly StatementCache _kept = new();
    private readonly string _path;
    private nint _database;
    private long _othersChanges;
    private bool _needsRoom;
    private bool _isCommitting;
    private bool _isOverwriting;

    private Connection(string path, bool readOnly)
    {
        _path = path;
        Authorizer = new Authorizer(readOnly);
        _authorizerHandle = GCHandle.Alloc(Authorizer);
        _selfHandle = GCHandle.Alloc(this);
        try
        {
            Check((ResultCode)(Native.Open(path, out _database, readOnly ? OpenReadOnly : OpenReadWrite | OpenCreate, OneProcess) & 0xFF));
            Hardening.Apply(_database);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Authorizer Authorizer { get; }

    /// <summary>What the text of a request, or of a statement of a script, may have.</summary>
    public int MostSqlBytes { get; private init; } = Limits.SqlBytes;

    /// <summary>Whose statement is running; asked for whether it may go on.</summary>
    private Request? Running
    {
        get;
        set
        {
            if (field is not null)
            {
                field.IsRunning = false;
            }

            field = value;
            if (field is not null)
            {
                field.IsRunning = true;
            }
        }
    }

    /// <summary>Nothing of the request so far could have written.</summary>
    public bool OnlyRead { get; private set; }

    /// <summary>A deferred foreign key waits for its row: a commit would fail now.</summary>
    public bool HasOpenForeignKeys =>
        Native.Status(_database, DeferredForeignKeys, out var open, out _, 0) == 0 && open > 0;

    /// <summary>A statement of the request has come to a commit.</summary>
    public bool HasCommitted { get; private set; }

    /// <summary>A request's own part of a transaction is open.</summary>
    public bool InMember { get; private set; }

    public bool InTransaction => Native.IsAutocommit(_database) == 0;

    public long LastInsertRowId => Native.LastInsertRowId(_database);

    /// <summary>How many rows the last INSERT, UPDATE or DELETE changed.</summary>
    public long Changes => Native.Changes(_database);

    /// <summary>Grows with every row that changes.</summary>
    public long TotalChanges => Native.TotalChanges(_database);

    /// <summary>Of these, the ones of the request, or of the session.</summary>
    public long OwnChanges => TotalChanges - _othersChanges;

    /// <summary>The one connection that writes and checkpoints.</summary>
    public static Connection OpenWriter(string path)
    {
        var connection = new Connection(path, readOnly: false);
        try
        {
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute($"PRAGMA max_page_count = {Limits.Given.DatabaseBytes / connection.Value("PRAGMA page_size")}");
            connection.Watch();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that cannot write, and never checkpoints.</summary>
    public static Connection OpenReader(string path)
    {
        var connection = new Connection(path, readOnly: true);
        connection.Watch();
        return connection;
    }

    /// <summary>
    /// A file that nobody is served from, such as one that is only being made: it is not synced, and its foreign keys are not looked after,
    /// as scripts expect that make a whole database. Some virtual tables can be read only where they could be written.
    /// </summary>
    public static Connection OpenUnserved(string path)
    {
        var connection = new Connection(path, readOnly: false) { MostSqlBytes = Limits.ScriptStatementBytes };
        try
        {
            connection.Execute("PRAGMA synchronous = OFF");
            connection.Execute("PRAGMA foreign_keys = OFF");
            connection.Execute($"PRAGMA max_page_count = {Limits.Given.DatabaseBytes / connection.Value("PRAGMA page_size")}");
            connection.Watch();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>From here on statements are this request's.</summary>
    /// <exception cref="SqliteFailure">Nobody waits for it any more.</exception>
    public void Begin(Request request)
    {
        Native.SetLastInsertRowId(_database, 0);
        _othersChanges = TotalChanges;
        MakeRoom();
        (OnlyRead, HasCommitted) = (true, false);
        Running = request;

        // So that the last system error, should there be one, is this request's.
        Marshal.SetLastSystemError(0);
        if (request.MustStop)
        {
            throw request.Interruption();
        }

        request.HasBegun = true;
    }

    /// <summary>From here on statements are this request's, in the same transaction; or nobody's.</summary>
    /// <exception cref="SqliteFailure">Nobody waits for it any more.</exception>
    public void Continue(Request? request)
    {
        Running = request;
        if (request is { MustStop: true })
        {
            throw request.Interruption();
        }
    }

    /// <summary>Leaves nothing of what ran for what runs next.</summary>
    /// <returns><c>false</c> when only closing the connection could do that.</returns>
    public bool End()
    {
        Running = null;
        InMember = false;
        Authorizer.IsShared = false;
        if (InTransaction)
        {
            RollBack();
        }

        var clean = !Authorizer.LeavesTraces && !InTransaction;
        if (!clean)
        {
            Dispose();
        }

        return clean;
    }

    /// <summary>Compiles the first statement of a script.</summary>
    /// <param name="sql">UTF-8.</param>
    /// <param name="hasNul">A NUL follows its end: SQLite copies what has none, which for a long script would be each time the whole rest.</param>
    /// <param name="isWhole">This is a request's whole text, which may come again.</param>
    /// <param name="statement"><c>null</c> for a comment or white space.</param>
    /// <param name="tail">Where the next statement begins, from the start of <paramref name="sql"/>.</param>
    /// <exception cref="SqliteFailure">It does not compile, or nobody waits for the request any more.</exception>
    public Preparation Prepare(ReadOnlySpan<byte> sql, bool hasNul, bool isWhole, out Statement? statement, out int tail)
    {
        // Of many small statements none would ever be asked.
        Continue(Running);
        _isCommitting = false;
        tail = sql.Length;
        if (sql.IsEmpty)
        {
            // SQLite would refuse to look at nothing, and its message would still be that of whoever failed before.
            statement = null;
            return Preparation.Ready;
        }

        if (isWhole && _kept.TryFind(sql, out statement))
        {
            OnlyRead &= statement.IsReadOnly;
            return Preparation.Ready;
        }

        if (sql.Length > MostSqlBytes)
        {
            // SQLite's own limit would hold for a schema, too, which may be older than the setting.
            throw new SqliteFailure(FailureCode.Sql, $"SQL may have {ByteCount.Text(Limits.SqlBytes)} (limits.statement_bytes); send it in several requests.");
        }

        var code = Compile(sql, hasNul, out var handle, out tail);
        if (code == ResultCode.Authorization && (Authorizer.RefusedTraces || Authorizer.RefusedWrite))
        {
            statement = null;
            return Authorizer.RefusedTraces ? Preparation.NeedsToBeAlone : Preparation.NeedsWriter;
        }

        Check(code);
        statement = handle == 0 ? null : new Statement(this, handle);
        if (statement is { IsReadOnly: false, ControlsTransaction: false } && Authorizer.IsReadOnly)
        {
            // What the authorizer does not see, VACUUM above all, the compiled program tells.
            statement.Finish();
            statement = null;
            return Preparation.NeedsWriter;
        }

        if (statement is not null)
        {
            OnlyRead &= statement.IsReadOnly;
            // A PRAGMA that was compiled before a table was there does not notice the table.
            if (isWhole && !Authorizer.LeavesTraces && !Authorizer.SawPragma && SqlText.IsBlank(sql[tail..]))
            {
                _kept.Offer(sql, statement);
            }
        }

        return Preparation.Ready;
    }

    /// <summary>Compiles a statement of our own, which may have names of a tenant's in it.</summary>
    public Statement Prepare(string sql)
    {
        Continue(Running);
        _isCommitting = false;
        Check(Compile(Encoding.UTF8.GetBytes(sql), hasNul: false, out var handle, out _));
        return new Statement(this, handle);
    }

    /// <summary>Opens the transaction that several requests share.</summary>
    public void BeginGroup()
    {
        MakeRoom();
        Execute("BEGIN IMMEDIATE");
    }

    /// <param name="isShared">Others' statements are in the same transaction.</param>
    public void BeginMember(bool isShared)
    {
        Execute("SAVEPOINT member");
        InMember = true;
        Authorizer.IsShared = isShared;
    }

    public void EndMember()
    {
        Execute("RELEASE member");
        InMember = false;
    }

    public void UndoMember()
    {
        Execute("ROLLBACK TO member; RELEASE member");
        InMember = false;
    }

    /// <summary>Undoes the member that is open, if one is, and nothing else.</summary>
    /// <returns><c>false</c> when only all of the transaction can be undone, or already is.</returns>
    public bool TryUndoMember()
    {
        var undone = !InMember || Native.Execute(_database, "ROLLBACK TO member; RELEASE member", 0, 0, 0) == (int)ResultCode.Ok;
        InMember = false;
        return undone && InTransaction;
    }

    /// <returns>Whether all of it is on the disk; if not, none of it is.</returns>
    /// <exception cref="SqliteFailure">The disk failed: nobody knows.</exception>
    public bool TryCommitGroup()
    {
        if (!InTransaction)
        {
            return false;
        }

        var code = TryExecute("COMMIT");
        return code == ResultCode.Ok || (Failure(code) is { IsFinal: true } failure ? throw failure : false);
    }

    public void RollBack() => _ = Native.Execute(_database, "ROLLBACK", 0, 0, 0);

    /// <summary>Runs a statement of our own.</summary>
    public void Execute(string sql) => Check(TryExecute(sql));

    public void Check(ResultCode code)
    {
        if (code is not (ResultCode.Ok or ResultCode.Row or ResultCode.Done))
        {
            throw Failure(code);
        }
    }

    public void Dispose()
    {
        if (_database != 0)
        {
            _kept.Clear();
            _ = Native.Close(_database);
            _database = 0;
            _authorizerHandle.Free();
            _selfHandle.Free();
        }
    }

    private ResultCode TryExecute(string sql)
    {
        _isCommitting = false;
        return (ResultCode)(Native.Execute(_database, sql, 0, 0, 0) & 0xFF);
    }

    private ResultCode Compile(ReadOnlySpan<byte> sql, bool hasNul, out nint statement, out int tail)
    {
        Authorizer.BeginStatement();
        Authorizer.Compiling = true;
        fixed (byte* start = sql)
        {
            var code = Native.Prepare(_database, start, sql.Length + (hasNul ? 1 : 0), Persistent, out statement, out var end);
            Authorizer.Compiling = false;
            tail = (int)(end - start);
            return (ResultCode)(code & 0xFF);
        }
    }

    private SqliteFailure Failure(ResultCode code)
    {
        var failure = new Diagnosis(_database, _path, Authorizer).Of(code, Running);
        _needsRoom |= failure.Code is FailureCode.StorageFull or FailureCode.DatabaseFull;
        return !_isCommitting || (code != ResultCode.NoMemory && failure.Code != FailureCode.Memory) ? failure
            : TryOverwriteCommit() ? Diagnosis.OutOfMemoryAtACommit()
            : Diagnosis.OutOfMemoryAmidACommit();
    }

    /// <summary>
    /// SQLite syncs a commit into the log before it adds it to the log's index. Where there is no memory for the index the transaction
    /// is rolled back but stays in the log, and the next process would find it there, complete. So another takes its place.
    /// </summary>
    /// <returns>Whether what has failed is undone for sure.</returns>
    private bool TryOverwriteCommit()
    {
        if (_isOverwriting)
        {
            return false;
        }

        var running = Running;
        _isOverwriting = true;
        try
        {
            // It is no part of the request, which may have no time left.
            Running = null;
            _ = Native.ReleaseMemory(_database);
            Execute("BEGIN IMMEDIATE");
            Execute($"PRAGMA user_version = {Value("PRAGMA user_version")}");
            Execute("COMMIT");
            return true;
        }
        catch (SqliteFailure)
        {
            return false;
        }
        finally
        {
            Running = running;
            _isOverwriting = false;
        }
    }

    /// <summary>A log that is full is emptied after a commit, and there is none when it is full.</summary>
    private void MakeRoom()
    {
        if (_needsRoom && !Authorizer.IsReadOnly && !InTransaction)
        {
            const int asFarAsNobodyWaits = 0;
            _needsRoom = Native.Checkpoint(_database, 0, asFarAsNobodyWaits, 0, 0) != (int)ResultCode.Ok;
        }
    }

    /// <summary>The first value that a statement of our own returns.</summary>
    private long Value(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Integer(0) : 0;
    }

    /// <summary>From here on statements are a tenant's.</summary>
    private void Watch()
    {
        Check((ResultCode)ChangeCounters.Register(_database, GCHandle.ToIntPtr(_selfHandle)));
        Check((ResultCode)Native.SetAuthorizer(_database, &Authorizer.Callback, GCHandle.ToIntPtr(_authorizerHandle)));
        Native.SetProgressHandler(_database, ProgressInterval, &Progress, GCHandle.ToIntPtr(_selfHandle));
        _ = Native.SetCommitHook(_database, &Commits, GCHandle.ToIntPtr(_selfHandle));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Progress(nint state) =>
        ((Connection)GCHandle.FromIntPtr(state).Target!).Running is { MustStop: true } ? 1 : 0;

    /// <summary>Asked when nothing is left of a commit but to write it.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Commits(nint state)
    {
        var connection = (Connection)GCHandle.FromIntPtr(state).Target!;
        connection.HasCommitted = connection._isCommitting = true;
        return 0;
    }
}
