namespace Ayb.Host;

internal static partial class Log
{
    [LoggerMessage(9000, LogLevel.Information, "ayb {Version} answers at {Address}")]
    public static partial void Listening(ILogger logger, string version, string address);
}
