using System.Runtime.InteropServices;
using System.Text;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>Finds out what a failure of SQLite's is to its caller.</summary>
/// <param name="database">The connection that it happened on.</param>
/// <param name="path">The connection's file.</param>
/// <param name="authorizer">What is known of the statement.</param>
internal sealed unsafe class Diagnosis(nint database, string path, Authorizer authorizer)
{
    /// <summary>On a disk with less, it is the disk that is full.</summary>
    private const long LeastSpace = 1 << 20;

    /// <param name="code">The primary result code.</param>
    /// <param name="running">Whose statement it was.</param>
    public SqliteFailure Of(ResultCode code, Request? running)
    {
        // Of a full disk and a full database SQLite says the same; only the last system call knows. It must be asked first.
        var lastError = Marshal.GetLastSystemError();
        var message = Message();
        return code switch
        {
            ResultCode.Interrupt => running?.Interruption() ?? new SqliteFailure(FailureCode.Cancelled, message),
            // An interrupted aggregate still makes its value, which may be too large as well.
            ResultCode.NoMemory when running is { MustStop: true } => running.Interruption(),
            ResultCode.NoMemory => OutOfMemory(),
            ResultCode.Full => Full(lastError),
            ResultCode.ReadOnly => new SqliteFailure(FailureCode.ReadOnly, message),
            ResultCode.Authorization when authorizer.SawWrite => new SqliteFailure(FailureCode.ReadOnly, message),
            ResultCode.InputOutput => InputOutput(message),
            ResultCode.Corrupt or ResultCode.NotADatabase => Corrupt(message, running),
            ResultCode.CannotOpen => new SqliteFailure(FailureCode.File, message),
            _ => new SqliteFailure(FailureCode.Sql, message),
        };
    }

    public static SqliteFailure OutOfMemoryAtACommit() => new(
        FailureCode.Memory, "The commit needed more memory than there is (limits.heap_bytes). Nothing of it was kept; try again in a moment.");

    public static SqliteFailure OutOfMemoryAmidACommit() => new(
        FailureCode.Memory, "The commit needed more memory than there is (limits.heap_bytes). The write may or may not have taken effect; check before you repeat it.")
    {
        IsFinal = true,
    };

    private static SqliteFailure OutOfMemory() => new(
        FailureCode.Memory,
        $"The query needs more memory than there is: {ByteCount.Text(Limits.HeapBytes)} for all queries of the database together (limits.heap_bytes).");

    private static SqliteFailure OutOfDisk() => new(
        FailureCode.StorageFull, "The server's disk is full. What was not committed was rolled back; tell the server's operator.");

    /// <summary>A write without room is undone. This was something that comes after it, when the log has the commit already.</summary>
    private static SqliteFailure OutOfDiskAmidACommit() => new(
        FailureCode.StorageFull, "The server's disk is full. The write may or may not have taken effect; tell the server's operator.")
    {
        IsFinal = true,
    };

    private static SqliteFailure OutOfPages() => new(
        FailureCode.DatabaseFull,
        $"The database has reached the size that it may have: {ByteCount.Text(Limits.Given.DatabaseBytes)} (limits.database_bytes). What was not committed was rolled back; delete something first.");

    private static SqliteFailure OutOfLog() => new(
        FailureCode.DatabaseFull,
        "The database's log is full, as long as somebody reads what it began with (limits.database_bytes). What was not committed was rolled back; try again in a moment.");

    private SqliteFailure Full(int lastError) =>
        lastError is Linux.NoSpaceLeft or Linux.QuotaExceeded || new DriveInfo(path).AvailableFreeSpace < LeastSpace ? OutOfDisk() : OutOfPages();

    private SqliteFailure InputOutput(string message)
    {
        var extended = (ResultCode)Native.ExtendedErrorCode(database);
        var error = Native.SystemError(database);
        return extended switch
        {
            ResultCode.InputOutputNoMemory => OutOfMemory(),

            // A page cache that has failed to reach the disk may forget what it failed to write, and the next fsync succeeds.
            ResultCode.InputOutputFsync or ResultCode.InputOutputFolderFsync => DiskFailed(message),
            _ when error is Linux.NoSpaceLeft or Linux.QuotaExceeded => authorizer.IsReadOnly ? OutOfDisk() : OutOfDiskAmidACommit(),
            _ when error is Linux.FileTooLarge => OutOfLog(),
            ResultCode.InputOutputWrite when !authorizer.IsReadOnly => DiskFailed(message),
            _ => new SqliteFailure(FailureCode.File, message),
        };
    }

    private static SqliteFailure DiskFailed(string message) => new(
        FailureCode.File, $"the disk failed while it was written to ({message}). The write may or may not have taken effect; check before you repeat it")
    {
        IsFinal = true,
    };

    private SqliteFailure Corrupt(string message, Request? running)
    {
        if ((ResultCode)Native.ExtendedErrorCode(database) is ResultCode.CorruptVirtualTable or ResultCode.CorruptSequence or ResultCode.CorruptIndex)
        {
            // The tenant's own tables contradict each other; the file is sound.
            return new SqliteFailure(FailureCode.Sql, message);
        }

        return Damage.IsIn(path, running)
            ? new SqliteFailure(FailureCode.Corrupt, message) { IsFinal = true }
            : new SqliteFailure(FailureCode.File, message);
    }

    /// <summary>Not all of it: a trigger's RAISE makes messages as long as it likes.</summary>
    private string Message()
    {
        var text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(Native.ErrorMessage(database));
        return Encoding.UTF8.GetString(text[..Math.Min(text.Length, Limits.MessageBytes)]);
    }
}
