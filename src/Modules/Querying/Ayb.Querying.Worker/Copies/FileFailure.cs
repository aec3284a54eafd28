using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Copies;

/// <summary>What a caller is told of a file that can't be read or written: never where it is, which is in the system's own words.</summary>
internal static class FileFailure
{
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    public static SqliteFailure Of(Exception exception) => exception.HResult is Linux.NoSpaceLeft or Linux.QuotaExceeded or Linux.FileTooLarge
        ? new SqliteFailure(FailureCode.StorageFull, "The server's disk has no room for it. Nothing was changed; tell the server's operator.")
        : new SqliteFailure(FailureCode.File, exception is UnauthorizedAccessException
            ? "a file beside it can't be read or written: the server may not"
            : $"a file beside it can't be read or written (the system's error is {exception.HResult})");
}
