using System.Net.Sockets;

namespace Ayb.Cli.Client.Connection;

/// <summary>Why no answer came, or not all of it, for people.</summary>
internal static class Unreachable
{
    public static CommandFailedException Because(string url, HttpRequestException problem) => new(problem.HttpRequestError switch
    {
        _ when IsOfTheName(problem) =>
            $"Can't find the host of {url}. Is the name right?",
        HttpRequestError.ConnectionError =>
            $"Can't connect to {url}: {Cause(problem)}. Is the server running?",
        HttpRequestError.SecureConnectionError =>
            $"Can't make a secure connection to {url}: {Cause(problem)}",
        HttpRequestError.ProxyTunnelError =>
            $"The proxy does not lead to {url}: {Cause(problem)}",
        HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse =>
            $"{url} broke off before it had answered. Is it an ayb server?",
        _ =>
            $"Can't talk to {url}: {Cause(problem)}",
    });

    /// <summary>Whether it was the connection that failed, and not the file that an answer goes to.</summary>
    public static bool BrokeOff(IOException problem) => problem is HttpIOException or { InnerException: SocketException };

    private static bool IsOfTheName(HttpRequestException problem) => problem.HttpRequestError == HttpRequestError.NameResolutionError
        || problem.GetBaseException() is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData };

    private static string Cause(Exception problem) => problem.GetBaseException() switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "connection refused",
        var cause => cause.Message.TrimEnd('.'),
    };
}
