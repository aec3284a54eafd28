using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>A statement failed; what the caller is told.</summary>
internal sealed class SqliteFailure(FailureCode code, string message) : Exception(message)
{
    public FailureCode Code { get; } = code;

    /// <summary>Which statement of a JSON request it was, from 0; -1 for any other.</summary>
    public int Statement { get; private init; } = -1;

    /// <summary>What comes after it in the request must not run.</summary>
    public bool EndsRequest => Code is FailureCode.Timeout or FailureCode.Cancelled or FailureCode.SessionGone
        or FailureCode.File or FailureCode.Corrupt;

    public SqliteFailure At(int statement) => new(Code, Message) { Statement = statement };
}
