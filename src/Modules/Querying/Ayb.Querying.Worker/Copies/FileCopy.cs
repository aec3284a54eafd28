using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Copies;

/// <summary>
/// Copies the database as it is at one moment into a file of its own: page by page, by SQLite's backup interface
/// (https://sqlite.org/backup.html), so that the same state is the same bytes; or, for others, row by row, so that nothing that was
/// deleted comes along (https://sqlite.org/lang_vacuum.html).
/// </summary>
internal static class FileCopy
{
    /// <summary>Between two looks at whether anybody still waits: 4 MiB of the usual pages.</summary>
    private const int PagesAtOnce = 1024;

    /// <summary>Where a header says that readers and writers need a log: https://sqlite.org/fileformat2.html#file_format_version_numbers.</summary>
    private const int FormatVersions = 18;

    /// <param name="from">The database.</param>
    /// <param name="to">The new file; it is gone again when this fails.</param>
    /// <param name="request">Who waits for it.</param>
    /// <exception cref="SqliteFailure">There is no copy, or a bad one.</exception>
    public static void Make(string from, string to, Request request)
    {
        try
        {
            File.Delete(to);
            if (request.IsForOthers)
            {
                CopyRows(from, to, request);
            }
            else
            {
                CopyPages(from, to, request);
            }

            StandAlone(to);
            using var copy = OwnConnection.Other(to, request);
            FileCheck.Pass(copy, request);
            if (request.MustStop)
            {
                // SQLite may not have asked: nobody would ever fetch it.
                throw request.Interruption();
            }
        }
        catch (Exception failure) when (failure is SqliteFailure || FileFailure.Is(failure))
        {
            File.Delete(to);
            throw failure as SqliteFailure ?? FileFailure.Of(failure);
        }
    }

    private static void CopyPages(string from, string to, Request request)
    {
        using var source = OwnConnection.Served(from, request);
        using var target = OwnConnection.Create(to, request);

        // In a transaction of its own, else it would begin anew with each commit of the writer.
        Check(source.Execute("BEGIN; SELECT 1 FROM sqlite_schema"), source, request);

        // Until it is complete nobody needs the file.
        Check(target.Execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"), target, request);
        var backup = Native.BeginBackup(target.Handle, "main", source.Handle, "main");
        ResultCode code;
        do
        {
            code = backup == 0 ? ResultCode.Error : (ResultCode)(Native.StepBackup(backup, PagesAtOnce) & 0xFF);
        }
        while (code == ResultCode.Ok && !request.MustStop);

        if (backup != 0)
        {
            _ = Native.FinishBackup(backup);
        }

        Check(code == ResultCode.Ok ? ResultCode.Interrupt : code, target, request);
    }

    private static void CopyRows(string from, string to, Request request)
    {
        using var source = OwnConnection.Served(from, request);
        Check(source.Execute($"VACUUM INTO '{to.Replace("'", "''")}'"), source, request);
    }

    /// <summary>The copy says of itself that it has a log beside it, as the database has: it has none, and is to open anywhere.</summary>
    public static void StandAlone(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = FormatVersions;
        file.Write([1, 1]);
        file.Flush(flushToDisk: true);
    }

    private static void Check(ResultCode code, OwnConnection database, Request request)
    {
        switch (code)
        {
            case ResultCode.Ok or ResultCode.Done:
                break;
            case ResultCode.Interrupt:
                throw request.Interruption();
            case ResultCode.Corrupt or ResultCode.NotADatabase:
                throw FileCheck.Damaged("it can't be read");
            case ResultCode.Full:
                throw NoRoom();
            case ResultCode.NoMemory:
                throw new SqliteFailure(FailureCode.Memory, $"The copy needs more memory than there is: {ByteCount.Text(Limits.HeapBytes)} (limits.heap_bytes).");
            case ResultCode.InputOutput when Native.SystemError(database.Handle) is Linux.NoSpaceLeft or Linux.QuotaExceeded or Linux.FileTooLarge:
                throw NoRoom();
            default:
                throw new SqliteFailure(FailureCode.File, $"it could not be copied (SQLite's result is {(int)code})");
        }
    }

    private static SqliteFailure NoRoom() => new(
        FailureCode.StorageFull, "The server's disk has no room for a copy of the database. Nothing was changed; tell the server's operator.");
}
