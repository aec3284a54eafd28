using Ayb.Snapshots.Tests.Fixtures;

namespace Ayb.Snapshots.Tests;

public sealed class ListingObjects
{
    /// <summary>S3 answers with a thousand at a time.</summary>
    private const int MoreThanAPage = 1003;

    [Theory, MemberData(nameof(StoragePlace.Kinds), MemberType = typeof(StoragePlace))]
    public async Task All_are_listed_however_many_there_are(string kind)
    {
        using var place = await StoragePlace.OpenAsync(kind);
        var keys = Enumerable.Range(0, MoreThanAPage).Select(number => $"ada/notes/{number:D5}").ToList();
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = 8 }, (key, _) => StoreAsync(place, key));

        var found = (await place.Storage.ListAsync("ada/notes/", CancellationToken.None)).Value;

        found.Select(entry => entry.Key).Should().Equal(keys);
    }

    [Theory, MemberData(nameof(StoragePlace.Kinds), MemberType = typeof(StoragePlace))]
    public async Task A_prefix_is_a_whole_name(string kind)
    {
        using var place = await StoragePlace.OpenAsync(kind);
        foreach (var key in new[] { "ada/notes/1", "ada/notes2/2", "ada/note/3", "ad/notes/4", "Ada/notes/5" })
        {
            await StoreAsync(place, key);
        }

        var found = (await place.Storage.ListAsync("ada/notes/", CancellationToken.None)).Value;

        found.Should().ContainSingle();
        found[0].Key.Should().Be("ada/notes/1");
        found[0].Bytes.Should().BePositive();
        found[0].LastModifiedAt.Should().BeCloseTo(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5));
        (await place.Storage.ListAsync("", CancellationToken.None)).Value.Should().HaveCount(5);
        (await place.Storage.ListAsync("nobody/", CancellationToken.None)).Value.Should().BeEmpty();
        await FluentActions.Awaiting(() => place.Storage.ListAsync("ada/no", CancellationToken.None)).Should().ThrowAsync<ArgumentException>();
    }

    [Theory, MemberData(nameof(StoragePlace.Kinds), MemberType = typeof(StoragePlace))]
    public async Task Whether_there_is_any_is_told_of_those_that_are_meant(string kind)
    {
        using var place = await StoragePlace.OpenAsync(kind);
        (await place.Storage.AnyAsync(_ => true, CancellationToken.None)).Value.Should().BeFalse();
        await StoreAsync(place, "ada/notes/1");

        (await place.Storage.AnyAsync(found => found.Key == "ada/notes/1", CancellationToken.None)).Value.Should().BeTrue();
        (await place.Storage.AnyAsync(found => found.Key == "ada/notes/2", CancellationToken.None)).Value.Should().BeFalse();
    }

    private static async ValueTask StoreAsync(StoragePlace place, string key)
    {
        using var content = new MemoryStream([1]);
        (await place.Storage.UploadAsync(key, content, new Dictionary<string, string>(), CancellationToken.None)).Error.Should().BeNull();
    }
}
