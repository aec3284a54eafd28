using Ayb.Contracts;
using Ayb.Snapshots.Disaster;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests;

/// <summary>A server is started anew, maybe by who does not know that it could be restored.</summary>
public sealed class NoticingALostServer
{
    [Theory]
    [InlineData(StoragePlace.Folder)]
    [InlineData(StoragePlace.S3)]
    public async Task Who_starts_it_where_a_lost_one_was_is_told_how_to_restore_that(string kind)
    {
        using var place = await StoragePlace.OpenAsync(kind);
        await LostServer.LoseAsync(MetadataEngine.Sqlite, place);
        var newest = (await LostServer.MetadataIdsAsync(place))[^1];
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);

        await NoticeAsync(host);

        WarningsOf(host).Should().ContainSingle().Which.Should().Match(
            $"* and {place.Storage.Place} has the metadata of one, of {newest}. *run: ayb server restore --from-snapshots*");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_server_that_has_somebody_is_itself(MetadataEngine engine)
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await LostServer.LoseAsync(MetadataEngine.Sqlite, place);
        await using var host = await SnapshotsHost.StartInAsync(engine, place);
        host.Databases["books"] = "one";
        await host.TakeAsync();

        await NoticeAsync(host);

        WarningsOf(host).Should().BeEmpty();
    }

    [Fact]
    public async Task There_is_nothing_to_restore_in_an_empty_storage_nor_in_databases_alone()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        await NoticeAsync(host);
        using var content = new MemoryStream([1]);
        await place.Storage.UploadAsync("alice/books/one", content, new Dictionary<string, string>(), CancellationToken.None);

        await NoticeAsync(host);

        WarningsOf(host).Should().BeEmpty();
    }

    [Fact]
    public async Task A_storage_that_is_away_says_nothing_of_it()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await LostServer.LoseAsync(MetadataEngine.Sqlite, place);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        host.Storage.IsDown = true;

        (await host.Host.SendAsync(new NoticeLostServer())).Error!.Kind.Should().Be(ErrorKind.StorageUnreachable);

        WarningsOf(host).Should().BeEmpty("the storage itself has logged what is wrong");
    }

    private static IEnumerable<string> WarningsOf(SnapshotsHost host) =>
        host.Log.All.Where(line => line.StartsWith("This server has nobody yet", StringComparison.Ordinal));

    private static async Task NoticeAsync(SnapshotsHost host) => (await host.Host.SendAsync(new NoticeLostServer())).Error.Should().BeNull();
}
