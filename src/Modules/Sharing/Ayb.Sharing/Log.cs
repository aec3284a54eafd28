using Microsoft.Extensions.Logging;

namespace Ayb.Sharing;

internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Warning, "The audit log could not be pruned; it is tried again within the hour")]
    public static partial void AuditNotPruned(ILogger logger, Exception exception);
}
