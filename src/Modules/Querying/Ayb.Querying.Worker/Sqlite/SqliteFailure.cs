using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>A statement failed; what the caller is told.</summary>
internal sealed class SqliteFailure(FailureCode code, string message) : Exception(message)
{
    public FailureCode Code { get; } = code;
}
