namespace Ayb.Host;

internal static partial class Log
{
    [LoggerMessage(9000, LogLevel.Information, "ayb {Version} answers at {Address}")]
    public static partial void Listening(ILogger logger, string version, string address);

    [LoggerMessage(9001, LogLevel.Warning, "{Section} is configured, but this version of ayb does not have that part: nothing will come of it")]
    public static partial void NotYetBuilt(ILogger logger, string section);
}
