using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Ayb.Snapshots.Storage.S3;

/// <summary>Makes the client: what the settings say, and nothing that environment or files of AWS tools would add.</summary>
internal static class S3Connection
{
    public static IAmazonS3 Open(SnapshotsOptions options, S3Limits limits) =>
        new AmazonS3Client(new BasicAWSCredentials(options.AccessKeyId, options.SecretAccessKey), Configure(options, limits));

    public static AmazonS3Config Configure(SnapshotsOptions options, S3Limits limits)
    {
        var config = new AmazonS3Config
        {
            DefaultConfigurationMode = DefaultConfigurationMode.Standard,
            ForcePathStyle = options.ForcePathStyle,
            IgnoreConfiguredEndpointUrls = true,
            ConnectTimeout = limits.Connect,
            Timeout = limits.Request,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = limits.Retries,

            // The signature covers the content already, and many storages do not know the newer checksums.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.EndpointUrl is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }
        else
        {
            config.ServiceURL = options.EndpointUrl;
            config.AuthenticationRegion = options.Region;
        }

        return config;
    }
}
