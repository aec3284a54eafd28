using Microsoft.Extensions.Logging;

namespace Ayb.Email;

/// <summary>Mails are known by their ids here: no addresses, no contents.</summary>
internal static partial class Log
{
    [LoggerMessage(6000, LogLevel.Information, "Mail {Id}: delivered by {Transport}")]
    public static partial void MailDelivered(ILogger logger, string id, string transport);

    [LoggerMessage(6001, LogLevel.Warning, "Mail {Id}: attempt {Attempt} by {Transport} failed, next one in {Wait}: {Reason}")]
    public static partial void MailDeferred(ILogger logger, string id, long attempt, string transport, TimeSpan wait, string reason);

    [LoggerMessage(6002, LogLevel.Error, "Mail {Id}: refused by {Transport} and dropped: {Reason}")]
    public static partial void MailRefused(ILogger logger, string id, string transport, string reason);

    [LoggerMessage(6003, LogLevel.Error, "Dropped {Count} mails that could not be delivered within {Time}")]
    public static partial void MailsGivenUp(ILogger logger, int count, TimeSpan time);

    [LoggerMessage(6004, LogLevel.Error, "Mail {Id}: the attempt broke off; it is repeated later")]
    public static partial void AttemptFailed(ILogger logger, Exception exception, string id);

    [LoggerMessage(6005, LogLevel.Error, "The outbox is not available; mails wait")]
    public static partial void OutboxUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(6006, LogLevel.Warning, "A mail is slow to go out; the request that caused it was answered before")]
    public static partial void FirstAttemptIsSlow(ILogger logger);
}
