using Ayb.Contracts;
using Ayb.Snapshots.Storage.S3;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing.S3;

namespace Ayb.Snapshots.Tests;

/// <summary>An upload of three parts, and a network that breaks in the middle of the second.</summary>
public sealed class LosingTheConnection
{
    private const int Size = (5 * S3Storage.PartBytes) / 2;
    private const int InTheSecondPart = (3 * S3Storage.PartBytes) / 2;

    private static readonly S3Limits Limits = new() { Retries = 1 };
    private static readonly Dictionary<string, string> NoMetadata = [];

    private readonly LogLines _log = new();

    [Fact]
    public async Task An_upload_that_cannot_go_on_is_taken_back()
    {
        using var bucket = await S3Server.CreateBucketAsync();
        await using var network = new FragileProxy(S3Server.Endpoint, InTheSecondPart).Start();
        var storage = StoragePlace.Of(StoragePlace.OptionsOf(bucket.Name, network.Endpoint), Limits, _log);
        using var content = new RandomContent(Size, seed: 1);

        var stored = await storage.UploadAsync("ada/notes/first", content, NoMetadata, CancellationToken.None);

        stored.Error!.Kind.Should().Be(ErrorKind.StorageUnreachable);
        network.Breaks.Should().BePositive();
        (await bucket.KeysAsync()).Should().BeEmpty();
        (await bucket.UploadsAsync()).Should().BeEmpty();
        (await storage.ListAsync("", CancellationToken.None)).Value.Should().BeEmpty();
    }

    [Fact]
    public async Task A_network_that_recovers_is_forgiven()
    {
        using var bucket = await S3Server.CreateBucketAsync();
        await using var network = new FragileProxy(S3Server.Endpoint, InTheSecondPart, breaks: 1).Start();
        var storage = StoragePlace.Of(StoragePlace.OptionsOf(bucket.Name, network.Endpoint), Limits, _log);
        using var content = new RandomContent(Size, seed: 2);

        (await storage.UploadAsync("ada/notes/first", content, NoMetadata, CancellationToken.None)).Error.Should().BeNull();

        network.Breaks.Should().Be(1);
        await using var found = (await storage.OpenAsync("ada/notes/first", CancellationToken.None)).Value;
        (await System.Security.Cryptography.SHA256.HashDataAsync(found.Content)).Should().Equal(content.Hash);
        (await bucket.UploadsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_storage_that_goes_away_shows_no_part_and_is_swept_when_it_is_back()
    {
        using var bucket = await S3Server.CreateBucketAsync();
        await using var network = new FragileProxy(S3Server.Endpoint, InTheSecondPart) { DiesAtBreak = true }.Start();
        var storage = StoragePlace.Of(StoragePlace.OptionsOf(bucket.Name, network.Endpoint), Limits, _log);
        using var content = new RandomContent(Size, seed: 3);

        (await storage.UploadAsync("ada/notes/first", content, NoMetadata, CancellationToken.None))
            .Error!.Kind.Should().Be(ErrorKind.StorageUnreachable);
        (await storage.ListAsync("", CancellationToken.None)).Error!.Kind.Should().Be(ErrorKind.StorageUnreachable);
        _log.All.Should().Contain(line => line.Contains("dropped later", StringComparison.Ordinal));
        (await bucket.UploadsAsync()).Should().ContainSingle();

        network.ComeBack();
        (await storage.ListAsync("", CancellationToken.None)).Value.Should().BeEmpty();
        (await storage.SweepAsync(DateTimeOffset.UnixEpoch, CancellationToken.None)).Error.Should().BeNull();
        (await bucket.UploadsAsync()).Should().ContainSingle("it may still be under way");
        (await storage.SweepAsync(TimeProvider.System.GetUtcNow().AddMinutes(1), CancellationToken.None)).Error.Should().BeNull();
        (await bucket.UploadsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Whoever_cancels_leaves_nothing_behind()
    {
        using var bucket = await S3Server.CreateBucketAsync();
        var storage = StoragePlace.In(bucket, log: _log);
        using var cancellation = new CancellationTokenSource();
        using var content = new CancellingContent(cancellation, after: InTheSecondPart);

        await FluentActions.Awaiting(() => storage.UploadAsync("ada/notes/first", content, NoMetadata, cancellation.Token))
            .Should().ThrowAsync<OperationCanceledException>();

        (await bucket.KeysAsync()).Should().BeEmpty();
        (await bucket.UploadsAsync()).Should().BeEmpty();
    }
}
