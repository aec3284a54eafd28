using System.Buffers.Binary;
using System.Text;
using Ayb.Contracts;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Workers;

/// <summary>What a caller is told of a failure in the worker.</summary>
internal static class WorkerFailure
{
    /// <exception cref="ProtocolException">It is too short to be one.</exception>
    public static AybError ToError(ushort code, ReadOnlySpan<byte> payload)
    {
        if (payload.Length < Frame.StatementSize)
        {
            throw new ProtocolException("A failure without its statement.");
        }

        var statement = BinaryPrimitives.ReadInt32LittleEndian(payload);
        var error = ToError((FailureCode)code, MessageOf(payload));
        return statement < 0 ? error : error with { Statement = statement };
    }

    public static string MessageOf(ReadOnlySpan<byte> payload) => Encoding.UTF8.GetString(payload[Frame.StatementSize..]);

    private static AybError ToError(FailureCode code, string message) => code switch
    {
        FailureCode.Sql => new AybError(ErrorKind.Query, message),
        FailureCode.ReadOnly => new AybError(ErrorKind.ReadOnly, "Attempted to write to database while in read-only mode"),
        FailureCode.Timeout or FailureCode.Stuck => new AybError(ErrorKind.QueryTimeout, message),
        FailureCode.Memory or FailureCode.StorageFull => new AybError(ErrorKind.StorageFull, message),
        FailureCode.ResultTooLarge => new AybError(ErrorKind.ResultTooLarge, message),
        FailureCode.DatabaseFull => new AybError(ErrorKind.StorageFull, message),
        FailureCode.InvalidRequest => AybError.Invalid(message),
        FailureCode.SessionGone => new AybError(ErrorKind.NotFound, message) { RecordType = "session" },
        FailureCode.Busy => new AybError(ErrorKind.TooManyRequests, message) { RetryAfter = TimeSpan.FromSeconds(1) },
        FailureCode.CheckFailed => new AybError(ErrorKind.Snapshot, message),
        FailureCode.NotLoaded => AybError.Invalid(message),
        FailureCode.TableExists => new AybError(ErrorKind.AlreadyExists, message) { Unless = "if-exists" },
        FailureCode.NotDumped => new AybError(ErrorKind.Conflict, message),
        FailureCode.File or FailureCode.Corrupt => new AybError(ErrorKind.Unavailable, $"The database can't be used: {message}. Tell the server's operator."),
        _ => new AybError(ErrorKind.Query, message),
    };
}
