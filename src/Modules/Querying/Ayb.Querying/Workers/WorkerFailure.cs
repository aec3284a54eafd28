using Ayb.Contracts;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Workers;

/// <summary>What a caller is told of a failure in the worker.</summary>
internal static class WorkerFailure
{
    public static AybError ToError(ushort code, string message) => (FailureCode)code switch
    {
        FailureCode.Sql => new AybError(ErrorKind.Query, message),
        FailureCode.ReadOnly => new AybError(ErrorKind.ReadOnly, "Attempted to write to database while in read-only mode"),
        FailureCode.Timeout => new AybError(ErrorKind.QueryTimeout, message),
        FailureCode.Memory or FailureCode.StorageFull => new AybError(ErrorKind.StorageFull, message),
        FailureCode.ResultTooLarge => new AybError(ErrorKind.ResultTooLarge, message),
        FailureCode.File => new AybError(ErrorKind.Unavailable, $"The database can't be used: {message}. Tell the server's operator."),
        _ => new AybError(ErrorKind.Query, message),
    };
}
