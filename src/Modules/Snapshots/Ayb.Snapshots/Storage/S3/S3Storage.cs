using System.Buffers;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Ayb.Contracts;
using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots.Storage.S3;

/// <summary>Keeps objects in an S3 bucket, under the configured prefix.</summary>
internal sealed class S3Storage(IAmazonS3 client, SnapshotsOptions options, S3Limits limits, ILogger<S3Storage> logger) : ISnapshotStorage
{
    /// <summary>What an upload holds in memory; an object that is smaller goes out in one request. 10,000 of them are the most.</summary>
    public const int PartBytes = 16 << 20;

    private readonly S3Bucket _bucket = new(client, options.Bucket!, limits, logger);

    private readonly string _root = StorageKey.Root(options.PathPrefix);

    public string Place => $"s3://{_bucket.Name}/{_root}".TrimEnd('/');

    public Task<Result<Nothing>> UploadAsync(
        string key, Stream content, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken) => Attempt.Async(async () =>
    {
        StorageKey.Check(key);
        var headers = MetadataHeaders.Encode(metadata);
        var buffer = ArrayPool<byte>.Shared.Rent(PartBytes);
        try
        {
            var length = await FillAsync(buffer, content, cancellationToken);
            await (length < PartBytes
                ? SendWholeAsync(_root + key, buffer, length, Describe, cancellationToken)
                : SendPartsAsync(_root + key, buffer, content, Describe, cancellationToken));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return default(Nothing);

        void Describe(MetadataCollection target)
        {
            foreach (var (name, value) in headers)
            {
                target.Add(name, value);
            }
        }
    });

    public Task<Result<OpenObject>> OpenAsync(string key, CancellationToken cancellationToken) => Attempt.Async(async () =>
    {
        StorageKey.Check(key);
        var answer = await _bucket.CallAsync(
            "opening an object", (s3, token) => s3.GetObjectAsync(_bucket.Name, _root + key, token), found => found.ETag, cancellationToken);
        return new OpenObject(new S3ObjectStream(answer, limits.Stall), MetadataHeaders.Decode(answer.Metadata));
    });

    public Task<Result<IReadOnlyList<StoredObject>>> ListAsync(string prefix, CancellationToken cancellationToken) => Attempt.Async(async () =>
    {
        StorageKey.CheckPrefix(prefix);
        return (IReadOnlyList<StoredObject>)await ReadListAsync(prefix, cancellationToken).ToListAsync(cancellationToken);
    });

    public Task<Result<bool>> AnyAsync(Func<StoredObject, bool> isMeant, CancellationToken cancellationToken) => Attempt.Async(async () =>
        await ReadListAsync("", cancellationToken).AnyAsync(isMeant, cancellationToken));

    public Task<Result<Nothing>> DeleteAsync(string key, CancellationToken cancellationToken) => Attempt.Async(async () =>
    {
        StorageKey.Check(key);
        try
        {
            await _bucket.CallAsync(
                "deleting an object", (s3, token) => s3.DeleteObjectAsync(_bucket.Name, _root + key, token), _ => key, cancellationToken);
        }
        catch (SnapshotException exception) when (exception.Error.Kind == ErrorKind.SnapshotNotFound)
        {
            // S3 itself does not mind; some that are like it do.
        }

        return default(Nothing);
    });

    public Task<Result<Nothing>> SweepAsync(DateTimeOffset startedBefore, CancellationToken cancellationToken) => Attempt.Async(async () =>
    {
        var request = new ListMultipartUploadsRequest { BucketName = _bucket.Name, Prefix = _root };
        ListMultipartUploadsResponse page;
        do
        {
            page = await _bucket.CallAsync(
                "listing uploads", (s3, token) => s3.ListMultipartUploadsAsync(request, token), answer => answer.BucketName, cancellationToken);
            foreach (var upload in (page.MultipartUploads ?? []).Where(upload => upload.Initiated?.ToUniversalTime() < startedBefore.UtcDateTime))
            {
                await using var abandoned = new MultipartUpload(_bucket, upload.Key, upload.UploadId);
            }

            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (page.IsTruncated == true);
        return default(Nothing);
    });

    /// <summary>One that says that there is more must say where: a list that was cut would look as if the rest were gone.</summary>
    private static bool IsGoodPage(ListObjectsV2Response page) => page.IsTruncated != true || page.NextContinuationToken is { Length: > 0 };

    /// <summary>Page by page, as far as somebody wants to know.</summary>
    private async IAsyncEnumerable<StoredObject> ReadListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = _bucket.Name, Prefix = _root + prefix };
        do
        {
            var page = await _bucket.CallAsync(
                "listing objects", (s3, token) => s3.ListObjectsV2Async(request, token), answer => IsGoodPage(answer) ? answer.Name : null, cancellationToken);
            foreach (var entry in page.S3Objects ?? [])
            {
                yield return new StoredObject(
                    entry.Key[_root.Length..], entry.Size ?? 0, new DateTimeOffset((entry.LastModified ?? default).ToUniversalTime()));
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    private static Task<int> FillAsync(byte[] buffer, Stream content, CancellationToken cancellationToken) =>
        content.ReadAtLeastAsync(buffer.AsMemory(0, PartBytes), PartBytes, throwOnEndOfStream: false, cancellationToken).AsTask();

    private async Task SendWholeAsync(
        string key, byte[] buffer, int length, Action<MetadataCollection> describe, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(buffer, 0, length, writable: false);
        var request = new PutObjectRequest { BucketName = _bucket.Name, Key = key, InputStream = content, UseChunkEncoding = false };
        describe(request.Metadata);
        await _bucket.CallAsync("sending an object", (s3, token) => s3.PutObjectAsync(request, token), answer => answer.ETag, cancellationToken);
    }

    private async Task SendPartsAsync(
        string key, byte[] buffer, Stream content, Action<MetadataCollection> describe, CancellationToken cancellationToken)
    {
        await using var upload = await _bucket.BeginUploadAsync(key, describe, cancellationToken);
        for (var length = PartBytes; length > 0; length = await FillAsync(buffer, content, cancellationToken))
        {
            await upload.SendAsync(buffer, length, cancellationToken);
        }

        await upload.CompleteAsync(cancellationToken);
    }
}
