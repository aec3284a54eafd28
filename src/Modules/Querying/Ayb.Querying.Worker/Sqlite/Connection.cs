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
    private const int EnableTriggers = 1003, EnableFts3Tokenizer = 1004, Defensive = 1010, TrustedSchema = 1017;
    private const int LimitAttached = 7, LimitSqlLength = 1, LimitExpressionDepth = 3, LimitTriggerDepth = 10, LimitVariables = 9, LimitLikePattern = 8;

    /// <summary>
    /// A VFS of SQLite's, https://sqlite.org/vfs.html: the file is locked once for the whole process, and connections keep out of each
    /// other's way in memory. The file is ours alone anyway, and with its default each read costs two system calls for locks that keep nobody out.
    /// </summary>
    private const string OneProcess = "unix-excl";

    private const int DeferredForeignKeys = 10;
    private const uint Persistent = 1;

    /// <summary>How many virtual machine instructions pass between two looks at clock and cancellation.</summary>
    private const int ProgressInterval = 1000;

    private readonly GCHandle _authorizerHandle;
    private readonly GCHandle _selfHandle;
    private readonly StatementCache _kept = new();
    private nint _database;

    private Connection(string path, bool readOnly)
    {
        Authorizer = new Authorizer(readOnly);
        _authorizerHandle = GCHandle.Alloc(Authorizer);
        _selfHandle = GCHandle.Alloc(this);
        try
        {
            Check((ResultCode)(Native.Open(path, out _database, readOnly ? OpenReadOnly : OpenReadWrite | OpenCreate, OneProcess) & 0xFF));
            Harden();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Authorizer Authorizer { get; }

    /// <summary>Whose statement is running; asked for whether it may go on.</summary>
    private Request? Running { get; set; }

    /// <summary>Nothing of the request so far could have written.</summary>
    public bool OnlyRead { get; private set; }

    /// <summary>A deferred foreign key waits for its row: a commit would fail now.</summary>
    public bool HasOpenForeignKeys =>
        Native.Status(_database, DeferredForeignKeys, out var open, out _, 0) == 0 && open > 0;

    /// <summary>A request's own part of a transaction is open.</summary>
    public bool InMember { get; private set; }

    public bool InTransaction => Native.IsAutocommit(_database) == 0;

    public long LastInsertRowId => Native.LastInsertRowId(_database);

    /// <summary>How many rows the last INSERT, UPDATE or DELETE changed.</summary>
    public long Changes => Native.Changes(_database);

    /// <summary>Grows with every row that changes.</summary>
    public long TotalChanges => Native.TotalChanges(_database);

    /// <summary>The one connection that writes and checkpoints.</summary>
    public static Connection OpenWriter(string path)
    {
        var connection = new Connection(path, readOnly: false);
        try
        {
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
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

    /// <summary>From here on statements are this request's.</summary>
    /// <exception cref="SqliteFailure">Nobody waits for it any more.</exception>
    public void Begin(Request request)
    {
        Native.SetLastInsertRowId(_database, 0);
        OnlyRead = true;
        Running = request;
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
    /// <param name="sql">UTF-8; it need not end with a NUL.</param>
    /// <param name="isWhole">This is a request's whole text, which may come again.</param>
    /// <param name="statement"><c>null</c> for a comment or white space.</param>
    /// <param name="tail">Where the next statement begins, from the start of <paramref name="sql"/>.</param>
    public Preparation Prepare(ReadOnlySpan<byte> sql, bool isWhole, out Statement? statement, out int tail)
    {
        tail = sql.Length;
        if (isWhole && _kept.TryFind(sql, out statement))
        {
            OnlyRead &= statement.IsReadOnly;
            return Preparation.Ready;
        }

        var code = Compile(sql, out var handle, out tail);
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

    /// <summary>Opens the transaction that several requests share.</summary>
    public void BeginGroup() => Execute("BEGIN IMMEDIATE");

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
    public bool TryCommitGroup() =>
        InTransaction && Native.Execute(_database, "COMMIT", 0, 0, 0) == (int)ResultCode.Ok;

    public void RollBack() => _ = Native.Execute(_database, "ROLLBACK", 0, 0, 0);

    /// <summary>Runs a statement of our own.</summary>
    public void Execute(string sql) => Check((ResultCode)(Native.Execute(_database, sql, 0, 0, 0) & 0xFF));

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

    private ResultCode Compile(ReadOnlySpan<byte> sql, out nint statement, out int tail)
    {
        Authorizer.BeginStatement();
        Authorizer.Compiling = true;
        fixed (byte* start = sql)
        {
            var code = Native.Prepare(_database, start, sql.Length, Persistent, out statement, out var end);
            Authorizer.Compiling = false;
            tail = (int)(end - start);
            return (ResultCode)(code & 0xFF);
        }
    }

    private SqliteFailure Failure(ResultCode code)
    {
        // A trigger's RAISE makes messages as long as it likes.
        var text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(Native.ErrorMessage(_database));
        var message = Encoding.UTF8.GetString(text[..Math.Min(text.Length, Limits.MessageBytes)]);
        return code switch
        {
            ResultCode.Interrupt => Running?.Interruption() ?? new SqliteFailure(FailureCode.Cancelled, message),
            ResultCode.NoMemory => new SqliteFailure(FailureCode.Memory, $"The query needs more than {Limits.HeapBytes >> 20} MiB of memory."),
            ResultCode.Full => new SqliteFailure(FailureCode.StorageFull, message),
            ResultCode.ReadOnly => new SqliteFailure(FailureCode.ReadOnly, message),
            ResultCode.Authorization when Authorizer.SawWrite => new SqliteFailure(FailureCode.ReadOnly, message),
            ResultCode.InputOutput or ResultCode.Corrupt or ResultCode.CannotOpen or ResultCode.NotADatabase =>
                new SqliteFailure(FailureCode.File, message),
            _ => new SqliteFailure(FailureCode.Sql, message),
        };
    }

    private void Harden()
    {
        Set(Defensive, 1);
        Set(TrustedSchema, 0);
        Set(EnableFts3Tokenizer, 0);
        Set(EnableTriggers, 1);

        // One, not none: VACUUM attaches its target for itself. The authorizer refuses a caller's ATTACH.
        _ = Native.Limit(_database, LimitAttached, 1);
        _ = Native.Limit(_database, LimitSqlLength, Limits.SqlBytes);
        _ = Native.Limit(_database, LimitExpressionDepth, 500);
        _ = Native.Limit(_database, LimitTriggerDepth, 100);
        _ = Native.Limit(_database, LimitVariables, 32766);

        // LIKE and GLOB recurse once for each wildcard, on a lane's stack.
        _ = Native.Limit(_database, LimitLikePattern, 4096);
        _ = Native.BusyTimeout(_database, 5000);
    }

    private void Set(int option, int value)
    {
        int result;
        Check((ResultCode)Native.Configure(_database, option, value, &result));
        if (result != value)
        {
            throw new SqliteFailure(FailureCode.File, $"SQLite does not take option {option}.");
        }
    }

    /// <summary>From here on statements are a tenant's.</summary>
    private void Watch()
    {
        Check((ResultCode)Native.SetAuthorizer(_database, &Authorizer.Callback, GCHandle.ToIntPtr(_authorizerHandle)));
        Native.SetProgressHandler(_database, ProgressInterval, &Progress, GCHandle.ToIntPtr(_selfHandle));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Progress(nint state) =>
        ((Connection)GCHandle.FromIntPtr(state).Target!).Running is { MustStop: true } ? 1 : 0;
}
