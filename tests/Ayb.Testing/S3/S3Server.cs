using Amazon.Runtime;
using Amazon.S3;

namespace Ayb.Testing.S3;

/// <summary>The S3 endpoint that tests/servers/s3.sh has started.</summary>
public static class S3Server
{
    public const string AccessKeyId = "ayb:admin";

    public const string SecretAccessKey = "testing";

    /// <summary>Below this name a bucket is a host of its own; no resolver knows it.</summary>
    public const string Domain = "s3.localhost";

    private const string ServerVariable = "AYB_TEST_S3";

    public static Uri Endpoint => new(Environment.GetEnvironmentVariable(ServerVariable)
        ?? throw new InvalidOperationException(
            $"{ServerVariable} is not set: run the tests by tests/run.sh, or start a server by 'tests/servers/s3.sh start'."));

    /// <summary>An empty bucket with a name of its own.</summary>
    public static async Task<TestBucket> CreateBucketAsync()
    {
        var client = new AmazonS3Client(
            new BasicAWSCredentials(AccessKeyId, SecretAccessKey),
            new AmazonS3Config
            {
                ServiceURL = Endpoint.ToString(),
                ForcePathStyle = true,
                AuthenticationRegion = "us-east-1",
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            });
        var name = $"test-{Guid.NewGuid():N}";
        await client.PutBucketAsync(name);
        return new TestBucket(name, client);
    }
}
