using Amazon.S3;
using Amazon.S3.Model;

namespace Ayb.Testing.S3;

/// <summary>A bucket, and what is in it as somebody sees it who is not ayb.</summary>
public sealed class TestBucket(string name, IAmazonS3 client) : IDisposable
{
    public string Name => name;

    /// <summary>As in ayb.toml, with ':' between.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["snapshots:access_key_id"] = S3Server.AccessKeyId,
        ["snapshots:secret_access_key"] = S3Server.SecretAccessKey,
        ["snapshots:bucket"] = name,
        ["snapshots:endpoint_url"] = S3Server.Endpoint.ToString(),
        ["snapshots:force_path_style"] = "true",
    };

    public async Task<IReadOnlyList<string>> KeysAsync() =>
        [.. ((await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = name })).S3Objects ?? []).Select(found => found.Key)];

    /// <summary>The keys of uploads that have neither been completed nor aborted.</summary>
    public async Task<IReadOnlyList<string>> UploadsAsync() =>
        [.. ((await client.ListMultipartUploadsAsync(name)).MultipartUploads ?? []).Select(upload => upload.Key)];

    /// <summary>Stores an object as any other program would.</summary>
    public Task PutAsync(string key, byte[] content) => client.PutObjectAsync(new PutObjectRequest
    {
        BucketName = name,
        Key = key,
        InputStream = new MemoryStream(content),
        UseChunkEncoding = false,
    });

    public async Task<byte[]> GetAsync(string key)
    {
        using var answer = await client.GetObjectAsync(name, key);
        using var content = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(content);
        return content.ToArray();
    }

    /// <summary>The names of what an object says of itself.</summary>
    public async Task<IReadOnlyList<string>> MetadataAsync(string key) =>
        [.. (await client.GetObjectMetadataAsync(name, key)).Metadata.Keys.Select(found => found["x-amz-meta-".Length..])];

    public void Dispose() => client.Dispose();
}
