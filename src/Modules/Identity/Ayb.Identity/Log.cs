using Microsoft.Extensions.Logging;

namespace Ayb.Identity;

internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information,
        "No authentication.fernet_key is set: made one and keep it in {Path}. Servers that share their metadata need the same key")]
    public static partial void FernetKeyCreated(ILogger logger, string path);

    [LoggerMessage(1040, LogLevel.Debug, "Link {Id}: not verified: {Reason}")]
    public static partial void LinkNotVerified(ILogger logger, string id, string reason);

    [LoggerMessage(1041, LogLevel.Error, "Link {Id}: the check broke off; it stays unverified")]
    public static partial void LinkCheckFailed(ILogger logger, Exception exception, string id);
}
