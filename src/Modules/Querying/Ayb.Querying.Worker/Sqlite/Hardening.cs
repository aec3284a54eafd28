using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>What a connection that is to run strangers' SQL is set to, as https://sqlite.org/security.html advises.</summary>
internal static unsafe class Hardening
{
    private const int EnableTriggers = 1003, EnableFts3Tokenizer = 1004, NoCheckpointOnClose = 1006, Defensive = 1010, TrustedSchema = 1017;
    private const int LimitLength = 0, LimitAttached = 7, LimitExpressionDepth = 3, LimitTriggerDepth = 10, LimitVariables = 9, LimitLikePattern = 8;

    /// <exception cref="SqliteFailure">SQLite does not take an option: it is not the library that this was built with.</exception>
    public static void Apply(nint database)
    {
        Set(database, Defensive, 1);
        Set(database, TrustedSchema, 0);
        Set(database, EnableFts3Tokenizer, 0);
        Set(database, EnableTriggers, 1);

        // A file that turns out to be damaged is not to be written to by those who let go of it.
        Set(database, NoCheckpointOnClose, 1);

        _ = Native.Limit(database, LimitLength, Limits.ValueBytes);

        // One, not none: VACUUM attaches its target for itself. The authorizer refuses a caller's ATTACH.
        _ = Native.Limit(database, LimitAttached, 1);
        _ = Native.Limit(database, LimitExpressionDepth, 500);
        _ = Native.Limit(database, LimitTriggerDepth, 100);
        _ = Native.Limit(database, LimitVariables, 32766);

        // LIKE and GLOB recurse once for each wildcard, on a lane's stack.
        _ = Native.Limit(database, LimitLikePattern, 4096);
        _ = Native.BusyTimeout(database, 5000);
    }

    private static void Set(nint database, int option, int value)
    {
        int result;
        if (Native.Configure(database, option, value, &result) != (int)ResultCode.Ok || result != value)
        {
            throw new SqliteFailure(FailureCode.File, $"SQLite does not take option {option}.");
        }
    }
}
