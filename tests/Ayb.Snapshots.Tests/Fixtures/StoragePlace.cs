using Amazon.Runtime;
using Amazon.S3;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Storage.Folder;
using Ayb.Snapshots.Storage.S3;
using Ayb.Testing;
using Ayb.Testing.S3;

namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>An empty place for snapshots; a test takes its kind as <c>[MemberData]</c> to run in each.</summary>
internal sealed class StoragePlace : IDisposable
{
    public const string S3 = "S3";
    public const string Folder = "a folder";
    public const string Prefix = "some/prefix";

    private readonly IDisposable _place;

    private StoragePlace(ISnapshotStorage storage, IDisposable place) => (Storage, _place) = (storage, place);

    public static TheoryData<string> Kinds => [S3, Folder];

    public ISnapshotStorage Storage { get; }

    public static async Task<StoragePlace> OpenAsync(string kind)
    {
        if (kind == S3)
        {
            var bucket = await S3Server.CreateBucketAsync();
            return new StoragePlace(In(bucket), bucket);
        }

        var folder = new TestFolder();
        return new StoragePlace(In(folder.Path), folder);
    }

    public static FolderStorage In(string folder, LogLines? log = null, string prefix = Prefix) => new(
        new SnapshotsOptions { File = new SnapshotsFileOptions { Path = folder }, PathPrefix = prefix },
        (log ?? new LogLines()).For<FolderStorage>());

    public static S3Storage In(TestBucket bucket, Uri? endpoint = null, LogLines? log = null) =>
        Of(OptionsOf(bucket.Name, endpoint ?? S3Server.Endpoint), new S3Limits(), log);

    public static S3Storage Of(SnapshotsOptions options, S3Limits limits, LogLines? log = null) =>
        new(S3Connection.Open(options, limits), options, limits, (log ?? new LogLines()).For<S3Storage>());

    /// <summary>The bucket is a host's name, which no resolver knows: every connection goes to the server.</summary>
    public static S3Storage AtItsOwnHost(TestBucket bucket)
    {
        var options = OptionsOf(bucket.Name, new Uri($"http://{S3Server.Domain}:{S3Server.Endpoint.Port}"), forcePathStyle: false);
        var config = S3Connection.Configure(options, new S3Limits());
        config.HttpClientFactory = new OneServerHttp(S3Server.Endpoint);
        var client = new AmazonS3Client(new BasicAWSCredentials(options.AccessKeyId, options.SecretAccessKey), config);
        return new S3Storage(client, options, new S3Limits(), new LogLines().For<S3Storage>());
    }

    public static SnapshotsOptions OptionsOf(string bucket, Uri endpoint, bool forcePathStyle = true, string secret = S3Server.SecretAccessKey) => new()
    {
        AccessKeyId = S3Server.AccessKeyId,
        SecretAccessKey = secret,
        Bucket = bucket,
        EndpointUrl = endpoint.ToString(),
        ForcePathStyle = forcePathStyle,
        PathPrefix = Prefix,
    };

    public void Dispose() => _place.Dispose();
}
