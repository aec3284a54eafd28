using System.Security.Cryptography;
using Ayb.Contracts;
using Ayb.Snapshots.Storage;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing.S3;

namespace Ayb.Snapshots.Tests;

public sealed class KeepingObjects
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    [Theory, MemberData(nameof(StoragePlace.Kinds), MemberType = typeof(StoragePlace))]
    public async Task What_was_stored_comes_back(string kind)
    {
        using var place = await StoragePlace.OpenAsync(kind);

        foreach (var content in new byte[][] { [], [0], RandomNumberGenerator.GetBytes(300_000) })
        {
            (await StoreAsync(place.Storage, "ada/notes/first", content)).Succeeded.Should().BeTrue();

            (await ReadAsync(place.Storage, "ada/notes/first")).Should().Equal(content);
        }
    }

    [Theory, MemberData(nameof(StoragePlace.Kinds), MemberType = typeof(StoragePlace))]
    public async Task Metadata_are_any_text(string kind)
    {
        using var place = await StoragePlace.OpenAsync(kind);
        var metadata = new Dictionary<string, string>
        {
            ["database-id"] = "0192f0c1-1111-7000-8000-000000000001",
            ["name"] = "vor dem Umbau – \"№ 1\"\r\nx-amz-acl: public-read",
            ["note"] = string.Concat(Enumerable.Repeat("漢字 %41+ ", 20)),
            ["empty"] = "",
        };
        using var content = new MemoryStream([1]);

        (await place.Storage.UploadAsync("ada/notes/first", content, metadata, CancellationToken.None)).Succeeded.Should().BeTrue();

        await using var found = (await place.Storage.OpenAsync("ada/notes/first", CancellationToken.None)).Value;
        found.Metadata.Should().BeEquivalentTo(metadata);
    }

    [Theory, MemberData(nameof(StoragePlace.Kinds), MemberType = typeof(StoragePlace))]
    public async Task Metadata_that_are_too_long_are_refused_and_nothing_is_stored(string kind)
    {
        using var place = await StoragePlace.OpenAsync(kind);
        using var content = new MemoryStream([1]);
        var metadata = new Dictionary<string, string> { ["note"] = new('a', 70_000) };

        var stored = await place.Storage.UploadAsync("ada/notes/first", content, metadata, CancellationToken.None);

        stored.Error!.Kind.Should().Be(ErrorKind.InvalidRequest);
        (await KeysAsync(place.Storage)).Should().BeEmpty();
    }

    [Theory, MemberData(nameof(StoragePlace.Kinds), MemberType = typeof(StoragePlace))]
    public async Task Keys_hold_everything_that_a_slug_may(string kind)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        using var place = await StoragePlace.OpenAsync(kind);
        var slugs = letters.Concat("-_").Select(character => character.ToString())
            .Concat([letters + "-_.", "...", ".hidden", "-f", "_", "a..b", "a.", "Ada", "ada", new string('x', 128)])
            .ToList();
        foreach (var slug in slugs)
        {
            (await StoreAsync(place.Storage, $"ada/{slug}/Snapshot_-1", [1])).Succeeded.Should().BeTrue(slug);
        }

        (await KeysAsync(place.Storage)).Should().Equal(
            slugs.Distinct().Select(slug => $"ada/{slug}/Snapshot_-1").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/ada/notes/first")]
    [InlineData("ada//first")]
    [InlineData("ada/../first")]
    [InlineData("ada/./first")]
    [InlineData("ada/notes/first/")]
    [InlineData("ada/notes/fi rst")]
    [InlineData("ada/notes/#first")]
    [InlineData("ada/notes/first\0")]
    public async Task A_key_that_leads_elsewhere_is_a_bug(string key)
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);

        await FluentActions.Awaiting(() => StoreAsync(place.Storage, key, [1])).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => place.Storage.DeleteAsync(key, CancellationToken.None)).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => place.Storage.OpenAsync(key, CancellationToken.None)).Should().ThrowAsync<ArgumentException>();
    }

    [Theory, MemberData(nameof(StoragePlace.Kinds), MemberType = typeof(StoragePlace))]
    public async Task What_is_deleted_is_gone_and_nothing_else_is(string kind)
    {
        using var place = await StoragePlace.OpenAsync(kind);
        await StoreAsync(place.Storage, "ada/notes/first", [1]);
        await StoreAsync(place.Storage, "ada/notes/first2", [2]);

        (await place.Storage.DeleteAsync("ada/notes/first", CancellationToken.None)).Succeeded.Should().BeTrue();
        (await place.Storage.DeleteAsync("ada/notes/first", CancellationToken.None)).Succeeded.Should().BeTrue();
        (await place.Storage.DeleteAsync("nobody/nothing/never", CancellationToken.None)).Succeeded.Should().BeTrue();

        (await KeysAsync(place.Storage)).Should().Equal("ada/notes/first2");
        (await place.Storage.OpenAsync("ada/notes/first", CancellationToken.None)).Error!.Kind.Should().Be(ErrorKind.SnapshotNotFound);
        (await place.Storage.OpenAsync("nobody/nothing/never", CancellationToken.None)).Error!.Kind.Should().Be(ErrorKind.SnapshotNotFound);
    }

    [Theory, MemberData(nameof(StoragePlace.Kinds), MemberType = typeof(StoragePlace))]
    public async Task Content_that_fails_leaves_nothing_behind(string kind)
    {
        using var place = await StoragePlace.OpenAsync(kind);
        foreach (var length in new[] { 1000, 40_000_000 })
        {
            using var content = new FailingContent(length);

            await FluentActions.Awaiting(() => place.Storage.UploadAsync("ada/notes/first", content, NoMetadata, CancellationToken.None))
                .Should().ThrowAsync<InvalidOperationException>();

            (await KeysAsync(place.Storage)).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_bucket_holds_the_bytes_alone_below_the_prefix_and_no_upload_is_left_open()
    {
        using var bucket = await S3Server.CreateBucketAsync();
        var storage = StoragePlace.In(bucket);

        await StoreAsync(storage, "ada/notes/first", [1, 2, 3]);
        using var failing = new FailingContent(40_000_000);
        await FluentActions.Awaiting(() => storage.UploadAsync("ada/notes/second", failing, NoMetadata, CancellationToken.None))
            .Should().ThrowAsync<InvalidOperationException>();

        (await bucket.KeysAsync()).Should().Equal($"{StoragePlace.Prefix}/ada/notes/first");
        (await bucket.GetAsync($"{StoragePlace.Prefix}/ada/notes/first")).Should().Equal(1, 2, 3);
        (await bucket.UploadsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_bucket_may_be_a_host_of_its_own()
    {
        using var bucket = await S3Server.CreateBucketAsync();
        var storage = StoragePlace.AtItsOwnHost(bucket);

        (await StoreAsync(storage, "ada/notes/first", [1, 2, 3])).Error.Should().BeNull();

        (await ReadAsync(storage, "ada/notes/first")).Should().Equal(1, 2, 3);
        (await bucket.KeysAsync()).Should().Equal($"{StoragePlace.Prefix}/ada/notes/first");
    }

    private static async Task<Result<Nothing>> StoreAsync(ISnapshotStorage storage, string key, byte[] content)
    {
        using var stream = new MemoryStream(content);
        return await storage.UploadAsync(key, stream, NoMetadata, CancellationToken.None);
    }

    private static async Task<byte[]> ReadAsync(ISnapshotStorage storage, string key)
    {
        await using var found = (await storage.OpenAsync(key, CancellationToken.None)).Value;
        using var content = new MemoryStream();
        await found.Content.CopyToAsync(content);
        return content.ToArray();
    }

    private static async Task<IEnumerable<string>> KeysAsync(ISnapshotStorage storage) =>
        (await storage.ListAsync("", CancellationToken.None)).Value.Select(found => found.Key);
}
