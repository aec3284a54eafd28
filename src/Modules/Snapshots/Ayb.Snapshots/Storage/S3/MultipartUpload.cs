using Amazon.S3.Model;

namespace Ayb.Snapshots.Storage.S3;

/// <summary>An object that arrives in parts: nobody sees it before it is complete, and it is aborted if it is disposed before.</summary>
internal sealed class MultipartUpload(S3Bucket bucket, string key, string id) : IAsyncDisposable
{
    private readonly List<PartETag> _parts = [];

    private bool _isComplete;

    /// <exception cref="SnapshotException">The part could not be sent, not by retries either.</exception>
    public async Task SendAsync(byte[] buffer, int length, CancellationToken cancellationToken)
    {
        var number = _parts.Count + 1;
        using var content = new MemoryStream(buffer, 0, length, writable: false);
        var request = new UploadPartRequest
        {
            BucketName = bucket.Name,
            Key = key,
            UploadId = id,
            PartNumber = number,
            PartSize = length,
            InputStream = content,
            UseChunkEncoding = false,
        };
        var answer = await bucket.CallAsync(
            "sending a part", (s3, token) => s3.UploadPartAsync(request, token), part => part.ETag, cancellationToken);
        _parts.Add(new PartETag(number, answer.ETag));
    }

    /// <exception cref="SnapshotException">The object may be there, whole, or not.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var request = new CompleteMultipartUploadRequest { BucketName = bucket.Name, Key = key, UploadId = id, PartETags = _parts };
        await bucket.CallAsync(
            "completing an upload", (s3, token) => s3.CompleteMultipartUploadAsync(request, token), answer => answer.ETag, cancellationToken);
        _isComplete = true;
    }

    /// <summary>Whoever gives up is not made to wait for long, and does not fail a second time.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isComplete)
        {
            return;
        }

        using var limit = new CancellationTokenSource(bucket.Limits.Abort);
        try
        {
            await bucket.CallAsync(
                "aborting an upload", (s3, token) => s3.AbortMultipartUploadAsync(bucket.Name, key, id, token), _ => id, limit.Token);
        }
        catch (Exception exception) when (exception is SnapshotException or OperationCanceledException)
        {
            bucket.LeaveBehind();
        }
    }
}
