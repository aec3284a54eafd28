using Amazon.S3;
using Amazon.S3.Model;
using Ayb.Contracts;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Storage.S3;

/// <summary>Calls the storage; what fails there is logged with its reason and thrown as what the caller may know.</summary>
internal sealed class S3Bucket(IAmazonS3 client, string name, S3Limits limits, ILogger logger)
{
    public string Name => name;

    public S3Limits Limits => limits;

    /// <param name="operation">For the log.</param>
    /// <param name="call">The request.</param>
    /// <param name="proof">Something that only S3 has in its answer: any web server says "200 OK" to anything.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="SnapshotException">The storage does not do it, or there is none.</exception>
    public async Task<T> CallAsync<T>(
        string operation,
        Func<IAmazonS3, CancellationToken, Task<T>> call,
        Func<T, string?> proof,
        CancellationToken cancellationToken)
    {
        T answer;
        try
        {
            answer = await call(client, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && S3Failure.Of(exception) is { } failure)
        {
            throw Failed(operation, failure, exception);
        }

        return proof(answer) is { Length: > 0 } ? answer : throw Failed(operation, S3Failure.NotS3, innerException: null);
    }

    /// <exception cref="SnapshotException">As above.</exception>
    public async Task<MultipartUpload> BeginUploadAsync(
        string key, Action<MetadataCollection> describe, CancellationToken cancellationToken)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = name, Key = key };
        describe(request.Metadata);
        var begun = await CallAsync(
            "beginning an upload",
            (s3, token) => s3.InitiateMultipartUploadAsync(request, token),
            answer => answer.UploadId,
            cancellationToken);
        return new MultipartUpload(this, key, begun.UploadId);
    }

    public void LeaveBehind() => Log.UploadLeftBehind(logger);

    private SnapshotException Failed(string operation, S3Failure failure, Exception? innerException)
    {
        if (failure.Error.Kind != ErrorKind.SnapshotNotFound)
        {
            Log.S3Failed(logger, operation, failure.Reason);
        }

        return new SnapshotException(failure.Error, innerException);
    }
}
