using System.Net.Sockets;

namespace Ayb.Cli.Client.Connection;

/// <summary>Why no answer came, or not all of it, for people.</summary>
internal static class Unreachable
{
    private const string MayBeDone = "Whether the server has done it is not known: look before you try again";

    /// <param name="url">The server.</param>
    /// <param name="problem">What has come of it.</param>
    /// <param name="method">What was asked for, which may have come about all the same.</param>
    public static CommandFailedException Because(string url, HttpRequestException problem, HttpMethod method) =>
        new(Sentence(url, problem), MayBeWithoutTls(url, problem) ? "A server without TLS is named by http:// in the place of https://" : HintIfSent(problem, method));

    public static CommandFailedException TooLong(string url, HttpMethod method) =>
        new($"{url} did not answer in time.", method == HttpMethod.Get ? null : MayBeDone);

    private static string? HintIfSent(HttpRequestException problem, HttpMethod method) =>
        method != HttpMethod.Get && !IsOfTheName(problem)
        && problem.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse or HttpRequestError.Unknown ? MayBeDone : null;

    /// <summary>Only on this machine: on the way to another, whoever breaks TLS waits for a token in plain text.</summary>
    private static bool MayBeWithoutTls(string url, HttpRequestException problem) =>
        problem.HttpRequestError == HttpRequestError.SecureConnectionError && new Uri(url).IsLoopback;

    private static string Sentence(string url, HttpRequestException problem) => problem.HttpRequestError switch
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
    };

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
