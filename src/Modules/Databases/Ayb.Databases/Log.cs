using Ayb.Contracts;
using Microsoft.Extensions.Logging;

namespace Ayb.Databases;

internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Error, "A fork of {Database} could not be written")]
    public static partial void NotForked(ILogger logger, Exception exception, string database);

    [LoggerMessage(2001, LogLevel.Information, "The grace period of {Database} is over: {Id} goes for good")]
    public static partial void Purged(ILogger logger, string database, DatabaseId id);

    [LoggerMessage(2002, LogLevel.Error, "The deleted database {Id} could not be purged; that is tried again within the hour")]
    public static partial void NotPurged(ILogger logger, Exception exception, string id);

    [LoggerMessage(2003, LogLevel.Error, "Deleted databases could not be purged; that is tried again within the hour")]
    public static partial void PurgeBroke(ILogger logger, Exception exception);
}
