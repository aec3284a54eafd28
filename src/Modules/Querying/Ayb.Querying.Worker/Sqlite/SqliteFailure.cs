using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>A statement failed; what the caller is told.</summary>
internal sealed class SqliteFailure(FailureCode code, string message) : Exception(message)
{
    public FailureCode Code { get; } = code;

    /// <summary>
    /// What this process believes about the file can't be trusted any more: it tells those who wait for this, and ends.
    /// </summary>
    public bool IsFinal { get; init; }

    /// <summary>Which statement of a JSON request it was, from 0; -1 for any other.</summary>
    public int Statement { get; private init; } = -1;

    /// <summary>What comes after it in the request must not run.</summary>
    public bool EndsRequest => Code is FailureCode.Timeout or FailureCode.Cancelled or FailureCode.SessionGone
        or FailureCode.File or FailureCode.Corrupt;

    public SqliteFailure At(int statement) => new(Code, Message) { Statement = statement, IsFinal = IsFinal };
}
