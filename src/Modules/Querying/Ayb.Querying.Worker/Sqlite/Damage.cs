using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>
/// Finds out whether a file is damaged when SQLite has said so of a statement: a statement may be at fault, or a limit
/// that an old schema exceeds. So it looks without limits and without a tenant's statements.
/// </summary>
internal static unsafe class Damage
{
    private const int OpenReadOnly = 1, NoCheckpointOnClose = 1006;
    private const int ProgressInterval = 10_000;

    /// <param name="path">The database's file.</param>
    /// <param name="running">Whose statement it was; the search ends with it.</param>
    /// <returns>Whether SQLite's suspicion was confirmed; one that was not in time is none.</returns>
    public static bool IsIn(string path, Request? running)
    {
        var handle = GCHandle.Alloc(running);
        try
        {
            if (Native.Open(path, out var database, OpenReadOnly, Connection.OneProcess) == (int)ResultCode.Ok)
            {
                int result;
                _ = Native.Configure(database, NoCheckpointOnClose, 1, &result);
                Native.SetProgressHandler(database, ProgressInterval, &Progress, GCHandle.ToIntPtr(handle));
            }

            var isDamaged = Check(database);
            _ = Native.Close(database);
            return isDamaged;
        }
        finally
        {
            handle.Free();
        }
    }

    private static bool Check(nint database)
    {
        var sql = "PRAGMA quick_check(100000)"u8;
        fixed (byte* start = sql)
        {
            var code = Native.Prepare(database, start, sql.Length, 0, out var statement, out _);
            var isDamaged = false;
            if (code == (int)ResultCode.Ok)
            {
                do
                {
                    code = Native.Step(statement);
                    isDamaged = code == (int)ResultCode.Row && IsOfTheFile(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(Native.ColumnText(statement, 0)));
                }
                while (code == (int)ResultCode.Row && !isDamaged);
            }

            _ = Native.Finish(statement);
            return isDamaged || (ResultCode)(code & 0xFF) is ResultCode.Corrupt or ResultCode.NotADatabase;
        }
    }

    /// <summary>Values that a constraint does not allow are the tenant's doing; the file is sound.</summary>
    private static bool IsOfTheFile(ReadOnlySpan<byte> finding) =>
        !finding.SequenceEqual("ok"u8)
        && !finding.StartsWith("CHECK constraint failed in "u8)
        && !finding.StartsWith("NULL value in "u8)
        && !finding.StartsWith("NUMERIC value in "u8)
        && !finding.StartsWith("TEXT value in "u8)
        && !finding.StartsWith("non-"u8);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Progress(nint state) => GCHandle.FromIntPtr(state).Target is Request { MustStop: true } ? 1 : 0;
}
