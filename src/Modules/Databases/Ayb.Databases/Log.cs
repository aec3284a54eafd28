using Microsoft.Extensions.Logging;

namespace Ayb.Databases;

internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Error, "A fork of {Database} could not be written")]
    public static partial void NotForked(ILogger logger, Exception exception, string database);
}
