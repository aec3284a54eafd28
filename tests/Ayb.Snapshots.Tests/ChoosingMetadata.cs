using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;
using static Ayb.Snapshots.Tests.Fixtures.LostServer;

namespace Ayb.Snapshots.Tests;

/// <summary>Which snapshot of the metadata is restored, and what becomes of the others.</summary>
public sealed class ChoosingMetadata
{
    [Fact]
    public async Task Those_from_before_the_restore_stay_for_a_month()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await LoseAndRestoreAsync(place, changes: 2);
        var before = await MetadataIdsAsync(place);
        before.Should().HaveCount(3);
        await using var next = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        next.Host.Clock.Advance(TimeSpan.FromDays(1));
        Know(next, "books");

        await RestoreAsync(next, before[0]);
        await ChangeAsync(next, times: 5);

        (await MetadataIdsAsync(place)).Should().HaveCount(6).And.Contain(before);
        next.Host.Clock.Advance(TimeSpan.FromDays(30));
        await ChangeAsync(next, times: 1);
        (await MetadataIdsAsync(place)).Should().HaveCount(3).And.NotContain(before);
    }

    [Fact]
    public async Task Those_of_before_and_after_a_restore_are_of_one_server()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await LoseAndRestoreAsync(place, changes: 1);
        await using var next = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        Know(next, "books");

        var (_, told) = await RestoreAsync(next);

        told[0].Should().Be($"Metadata: restored from its snapshot {(await MetadataIdsAsync(place))[^1]}");
        (await next.ListAsync()).Should().Contain(snapshot => snapshot.Bytes == "change 0".Length);
    }

    [Fact]
    public async Task One_that_claims_to_come_from_far_ahead_is_not_chosen_but_may_be_named()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await LoseAsync(MetadataEngine.Sqlite, place);
        var newest = (await MetadataIdsAsync(place))[^1];
        await CopyAsync(place, newest, "99991231T235959Z");
        await using (var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place))
        {
            (await RestoreAsync(host)).Told[0].Should().Be($"Metadata: restored from its snapshot {newest}");
        }

        await using (var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place))
        {
            (await RestoreAsync(host, "99991231T235959Z")).Told[0].Should().Be("Metadata: restored from its snapshot 99991231T235959Z");
        }

        await place.Storage.DeleteAsync($"~metadata/{newest}", CancellationToken.None);
        await using var last = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        (await last.Host.SendAsync(new RestoreServer(null, _ => { }))).Error!.Message.Should().Match(
            "*claim to be of a time that has not come: name the one to restore by --metadata. There are, newest first: 99991231T235959Z");
    }

    [Fact]
    public async Task Those_of_each_server_are_offered_in_a_line_and_the_oldest_are_only_counted()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await LoseAsync(MetadataEngine.Sqlite, place);
        await using (var stranger = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place))
        {
            await ChangeAsync(stranger, times: 3);
        }

        var ids = await MetadataIdsAsync(place);
        ids.Should().HaveCount(4);
        await CopyAsync(place, ids[1], "20200101T000000Z");
        await CopyAsync(place, ids[0], "20200101T000001Z");
        using var unknown = new MemoryStream([1]);
        await place.Storage.UploadAsync("~metadata/20190101T000000Z", unknown, new Dictionary<string, string>(), CancellationToken.None);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);

        (await host.Host.SendAsync(new RestoreServer(null, _ => { }))).Error!.Message.Should().EndWith(
            $"""
             newest first, a server in each line:
               {ids[3]}, {ids[2]}, {ids[1]} and 1 older
               {ids[0]}, 20200101T000001Z
               20190101T000000Z (nobody knows of which server)
             """);
    }

    [Fact]
    public async Task In_a_bucket_it_is_told_where_there_is_none()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.S3);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);

        (await host.Host.SendAsync(new RestoreServer(null, _ => { }))).Error!.Message.Should()
            .MatchRegex($"metadata in s3://[a-z0-9-]+/{StoragePlace.Prefix}/~metadata/\\. Are ");
    }

    /// <summary>A server is lost, and restored an hour later; then its metadata change so often.</summary>
    private static async Task LoseAndRestoreAsync(StoragePlace place, int changes)
    {
        await LoseAsync(MetadataEngine.Sqlite, place);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        Know(host, "books");
        host.Host.Clock.Advance(TimeSpan.FromHours(1));
        await RestoreAsync(host);
        await ChangeAsync(host, changes);
    }

    private static async Task CopyAsync(StoragePlace place, string id, string otherId)
    {
        await using var stored = (await place.Storage.OpenAsync($"~metadata/{id}", CancellationToken.None)).Value;
        (await place.Storage.UploadAsync($"~metadata/{otherId}", stored.Content, stored.Metadata, CancellationToken.None)).Error.Should().BeNull();
    }
}
