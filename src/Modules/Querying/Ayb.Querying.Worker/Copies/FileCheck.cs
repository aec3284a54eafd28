using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Copies;

/// <summary>Looks through a whole file, as https://sqlite.org/pragma.html#pragma_integrity_check does.</summary>
internal static class FileCheck
{
    /// <exception cref="SqliteFailure">It is damaged, or the check could not be ended.</exception>
    public static void Pass(OwnConnection database, Request request)
    {
        var code = database.FindDamage("integrity_check", out var finding);
        if (finding is not null)
        {
            throw Damaged(finding);
        }

        switch (code)
        {
            case ResultCode.Done:
                break;
            case ResultCode.Corrupt or ResultCode.NotADatabase:
                throw Damaged("it can't be read");
            case ResultCode.Interrupt:
                throw request.Interruption();
            default:
                throw new SqliteFailure(FailureCode.File, $"it could not be checked (SQLite's result is {(int)code})");
        }
    }

    public static SqliteFailure Damaged(string finding) => new(
        FailureCode.CheckFailed, $"The database fails SQLite's integrity check: {finding}.");
}
