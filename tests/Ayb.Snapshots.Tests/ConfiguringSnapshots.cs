using Ayb.Infrastructure.Configuration;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Storage.Folder;
using Ayb.Snapshots.Storage.S3;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Snapshots.Tests;

public sealed class ConfiguringSnapshots
{
    private static readonly Dictionary<string, string?> S3 = new()
    {
        ["snapshots:sqlite_method"] = "Vacuum",
        ["snapshots:access_key_id"] = "canary-key",
        ["snapshots:secret_access_key"] = "canary-secret",
        ["snapshots:bucket"] = "bucket",
        ["snapshots:path_prefix"] = "some/prefix",
        ["snapshots:endpoint_url"] = "https://s3.example",
        ["snapshots:region"] = "eu-central-1",
        ["snapshots:force_path_style"] = "true",
        ["snapshots:automation:interval"] = "10m",
        ["snapshots:automation:max_snapshots"] = "3",
    };

    private static readonly Dictionary<string, string?> Folder = new() { ["snapshots:file:path"] = "/var/lib/snapshots" };

    [Fact]
    public void Credentials_and_a_bucket_make_an_S3_storage() => StorageOf(S3).Should().BeOfType<S3Storage>();

    [Fact]
    public void A_bucket_of_Amazon_needs_no_endpoint() =>
        StorageOf(S3.Where(setting => setting.Key is not ("snapshots:endpoint_url" or "snapshots:region"))).Should().BeOfType<S3Storage>();

    [Fact]
    public void A_path_makes_a_folder() => StorageOf(Folder).Should().BeOfType<FolderStorage>();

    [Fact]
    public void Without_the_section_there_is_no_storage() => StorageOf([]).Should().BeOfType<NoStorage>();

    [Theory]
    [InlineData("snapshots:access_key_id", null, "*S3 needs access_key_id, secret_access_key and bucket, and access_key_id is missing*")]
    [InlineData("snapshots:secret_access_key", null, "*secret_access_key is missing*")]
    [InlineData("snapshots:bucket", null, "*bucket is missing*")]
    [InlineData("snapshots:bucket", "", "*snapshots.bucket must not be empty*")]
    [InlineData("snapshots:sqlite_method", "Copy", "*snapshots.sqlite_method must be \"Vacuum\"*")]
    [InlineData("snapshots:endpoint_url", "s3.example", "*snapshots.endpoint_url must be an http or https URL*")]
    [InlineData("snapshots:path_prefix", "../other", "*path_prefix must not lead through '.' or '..'*")]
    [InlineData("snapshots:file:path", "/var/lib/snapshots", "*two places for snapshots. Remove [snapshots.file], or access_key_id*")]
    [InlineData("snapshots:max_manual", "0", "*snapshots.max_manual must be between 1 and *")]
    [InlineData("snapshots:automation:interval", "0s", "*snapshots.automation.interval must be between 1s and *")]
    [InlineData("snapshots:automation:interval", "often", "*snapshots.automation.interval must be a duration*")]
    [InlineData("snapshots:automation:interval", null, "*snapshots.automation.interval is missing*")]
    [InlineData("snapshots:automation:max_snapshots", "0", "*snapshots.automation.max_snapshots must be between 1 and *")]
    public void What_cannot_work_stops_the_start(string setting, string? value, string message)
    {
        var settings = new Dictionary<string, string?>(S3) { [setting] = value };

        FluentActions.Invoking(() => StorageOf(settings.Where(entry => entry.Value is not null)))
            .Should().Throw<ConfigurationException>().WithMessage(message).Which.Message.Should().NotContain("canary");
    }

    [Fact]
    public void A_section_that_names_no_place_stops_the_start() =>
        FluentActions.Invoking(() => StorageOf(S3.Where(setting => setting.Key.Contains("automation", StringComparison.Ordinal))))
            .Should().Throw<ConfigurationException>().WithMessage("*no place for snapshots*bucket*[snapshots.file]*");

    private static ISnapshotStorage? StorageOf(IEnumerable<KeyValuePair<string, string?>> settings) => new ServiceCollection()
        .AddLogging()
        .AddSnapshots(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider()
        .GetService<ISnapshotStorage>();
}
