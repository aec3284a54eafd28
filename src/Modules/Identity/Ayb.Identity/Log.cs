using Microsoft.Extensions.Logging;

namespace Ayb.Identity;

internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information,
        "No authentication.fernet_key is set: made one and keep it in {Path}. Servers that share their metadata need the same key")]
    public static partial void FernetKeyCreated(ILogger logger, string path);
}
