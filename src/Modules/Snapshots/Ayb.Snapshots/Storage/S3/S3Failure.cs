using System.Net;
using System.Xml;
using Amazon.Runtime;
using Ayb.Contracts;

namespace Ayb.Snapshots.Storage.S3;

/// <summary>What an exception of the client means: the error for the caller, and the reason for the log.</summary>
/// <remarks>Of what the server says only the code is taken: the rest may be anything.</remarks>
internal sealed record S3Failure(AybError Error, string Reason)
{
    private const string Operator = "whoever runs the server must check";

    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);

    /// <summary>Something answers, and it is no S3 storage.</summary>
    public static S3Failure NotS3 { get; } = new(
        Refused($"What answers there is no S3 storage: {Operator} snapshots.endpoint_url."), "the answer is not one of S3");

    /// <returns>Null for what is neither the storage's nor the network's fault.</returns>
    public static S3Failure? Of(Exception exception) => exception switch
    {
        AmazonServiceException answer => new(
            OfAnswer(answer), $"{(int)answer.StatusCode} {CodeOf(answer)}, request {Printable(answer.RequestId)}"),
        HttpRequestException or IOException or TimeoutException => Unreachable(exception),
        OperationCanceledException => Unreachable(exception),
        AmazonClientException { InnerException: { } cause } => Of(cause) ?? NotS3,

        // The client is not prepared for answers of another kind.
        AmazonClientException or XmlException or FormatException or ArgumentException => NotS3,
        _ => null,
    };

    private static S3Failure Unreachable(Exception exception) => new(
        NotNow("The storage of snapshots can't be reached; try again later."),
        $"{exception.GetType().Name}: {exception.GetBaseException().Message.ReplaceLineEndings(" ")}");

    private static AybError OfAnswer(AmazonServiceException answer) => CodeOf(answer) switch
    {
        "NoSuchKey" => new AybError(ErrorKind.SnapshotNotFound, "There is no such snapshot."),
        "NoSuchBucket" => Refused($"The storage of snapshots has no such bucket: {Operator} snapshots.bucket."),
        "SignatureDoesNotMatch" or "InvalidAccessKeyId" or "InvalidSecurity" => Refused(
            $"The storage of snapshots refuses the credentials: {Operator} snapshots.access_key_id and snapshots.secret_access_key."),
        "AuthorizationHeaderMalformed" or "PermanentRedirect" => Refused(
            $"The storage of snapshots has the bucket elsewhere: {Operator} snapshots.region and snapshots.endpoint_url."),
        "RequestTimeTooSkewed" => Refused($"The storage of snapshots has another time: {Operator} the clock."),
        _ when answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => Refused(
            $"The storage of snapshots does not allow this: {Operator} what snapshots.access_key_id may do with snapshots.bucket."),
        _ when answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
            NotNow("The storage of snapshots is not available; try again later."),
        var code => Refused($"The storage of snapshots does not do it: {code}."),
    };

    private static AybError NotNow(string message) => new(ErrorKind.StorageUnreachable, message) { RetryAfter = Later };

    private static AybError Refused(string message) => new(ErrorKind.StorageRefused, message);

    private static string CodeOf(AmazonServiceException answer) => Printable(answer.ErrorCode);

    private static string Printable(string? text) =>
        string.Concat((text ?? "").Where(character => char.IsAsciiLetterOrDigit(character) || character == '-').Take(64));
}
