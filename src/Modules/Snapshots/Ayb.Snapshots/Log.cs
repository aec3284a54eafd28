using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Warning, "S3 storage of snapshots: {Operation} failed: {Reason}")]
    public static partial void S3Failed(ILogger logger, string operation, string reason);

    [LoggerMessage(5001, LogLevel.Warning, "S3 storage of snapshots: an upload that broke off could not be aborted; it is dropped later")]
    public static partial void UploadLeftBehind(ILogger logger);

    [LoggerMessage(5002, LogLevel.Warning, "Folder of snapshots: {Operation} failed: {Reason}")]
    public static partial void FolderFailed(ILogger logger, string operation, string reason);
}
