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
}
