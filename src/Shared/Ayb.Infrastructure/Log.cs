using System.Net;
using Microsoft.Extensions.Logging;

namespace Ayb.Infrastructure;

internal static partial class Log
{
    [LoggerMessage(9100, LogLevel.Information, "Metadata: {Module} migrated by {File}")]
    public static partial void MigrationApplied(ILogger logger, string module, string file);

    [LoggerMessage(9101, LogLevel.Error, "Request {RequestId} failed")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string requestId);

    [LoggerMessage(9102, LogLevel.Error, "Request {RequestId} failed: the metadata database is not available")]
    public static partial void MetadataUnavailable(ILogger logger, Exception exception, string requestId);

    [LoggerMessage(9103, LogLevel.Warning,
        "Requests from {Proxy} have the header X-Forwarded-For, but trusted_proxies does not name it: for rate_limits, all of them come from one address")]
    public static partial void UntrustedProxy(ILogger logger, IPAddress proxy);
}
