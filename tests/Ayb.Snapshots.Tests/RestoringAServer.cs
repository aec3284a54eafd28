using Ayb.Contracts;
using Ayb.Infrastructure.Configuration;
using Ayb.Snapshots.Disaster;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Ayb.Snapshots.Tests.Fixtures.LostServer;

namespace Ayb.Snapshots.Tests;

/// <summary>A server is lost, and another one takes its place; who owns what is told by stubs in either.</summary>
public sealed class RestoringAServer
{
    public static TheoryData<MetadataEngine, MetadataEngine, string> Everywhere => new()
    {
        { MetadataEngine.Sqlite, MetadataEngine.Sqlite, StoragePlace.Folder },
        { MetadataEngine.Sqlite, MetadataEngine.Postgres, StoragePlace.S3 },
        { MetadataEngine.Postgres, MetadataEngine.Sqlite, StoragePlace.Folder },
        { MetadataEngine.Postgres, MetadataEngine.Postgres, StoragePlace.S3 },
    };

    [Theory, MemberData(nameof(Everywhere))]
    public async Task The_rows_come_back_and_each_database_with_its_newest_snapshot(MetadataEngine from, MetadataEngine to, string kind)
    {
        using var place = await StoragePlace.OpenAsync(kind);
        var newest = await LoseAsync(from, place);
        await using var host = await SnapshotsHost.StartInAsync(to, place);
        Know(host, "books", "films", "songs");

        var (report, told) = await RestoreAsync(host);

        report.Should().BeEquivalentTo(new RestoreReport(
            Restored: 2, AlreadyThere: 0, ["alice/never-queried", "alice/songs"], Failed: [], Unknown: ["alice/games"]));
        (host.Databases["books"], host.Databases["films"]).Should().Be(("newer", "films"));
        told.Should().Contain(line => line.EndsWith($" alice/books: restored from its snapshot {newest}", StringComparison.Ordinal))
            .And.Contain(line => line.EndsWith(" alice/songs: has no snapshot, and comes back empty", StringComparison.Ordinal));
        (await host.ListAsync()).Should().HaveCount(2).And.Contain(snapshot => snapshot.SnapshotId == newest && snapshot.Name == "last one");
        File.Exists(Path.Combine(host.Host.Folder, "restore.unfinished")).Should().BeFalse();
    }

    [Fact]
    public async Task What_is_damaged_gives_way_to_what_is_older_and_that_is_said()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        var newest = await LoseAsync(MetadataEngine.Sqlite, place);
        await SpoilAsync(place, $"alice/books/{newest}");
        await place.Storage.UploadAsync("~metadata/20270201T000000Z", new MemoryStream([1, 2, 3]), await MetadataOfNewestAsync(place), CancellationToken.None);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        Know(host, "books", "films");

        var (report, told) = await RestoreAsync(host);

        report.Restored.Should().Be(2);
        host.Databases["books"].Should().Be("old");
        told[0].Should().StartWith("Metadata: its snapshot 20270201T000000Z can't be restored. The snapshot is damaged");
        told.Should().ContainMatch($"* alice/books: snapshot {newest} can't be restored (*damaged*); restored from its snapshot *");
    }

    [Fact]
    public async Task Databases_that_were_deleted_are_told_from_those_that_exist()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await LoseAsync(MetadataEngine.Sqlite, place);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        Know(host, "books");
        host.Databases.Deleted.Add("films");
        host.Databases.Deleted.Add("songs");

        var (report, told) = await RestoreAsync(host);

        report.WithoutSnapshot.Should().Equal("alice/never-queried", "alice/songs (deleted)");
        told.Should().ContainMatch("* alice/films (deleted): restored from its snapshot *").And.ContainMatch("* alice/books: restored from *");
    }

    [Fact]
    public async Task What_fails_leaves_the_others_and_a_second_run_completes_it()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await LoseAsync(MetadataEngine.Sqlite, place);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        Know(host, "books", "films");
        host.Storage.BeforeOpen = key => key.StartsWith("alice/films/", StringComparison.Ordinal);

        var (report, told) = await RestoreAsync(host);

        report.Should().BeEquivalentTo(new { Restored = 1, Failed = new[] { "alice/films" } });
        told.Should().ContainMatch("* alice/films: FAILED: snapshot * can't be restored (The storage of snapshots can't be reached*");
        host.Storage.BeforeOpen = _ => false;
        host.Databases["books"] = "changed since";

        (report, told) = await RestoreAsync(host);

        report.Should().BeEquivalentTo(new { Restored = 1, AlreadyThere = 1, Failed = Array.Empty<string>() });
        told[0].Should().StartWith("The metadata is there: the restore before has got that far.");
        (host.Databases["books"], host.Databases["films"]).Should().Be(("changed since", "films"));
        (await host.Host.SendAsync(new RestoreServer(null, _ => { }))).Error!.Message.Should().StartWith("This server has accounts or databases already");
    }

    [Fact]
    public async Task A_deleted_database_that_may_come_back_has_its_file_then()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await LoseAsync(MetadataEngine.Sqlite, place);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        Know(host, "books");
        host.Databases.Deleted.Add("films");

        var (report, _) = await RestoreAsync(host);

        report.Should().BeEquivalentTo(new { Restored = 2, Unknown = new[] { "alice/games" } });
        host.Databases["films"].Should().Be("films");
    }

    [Fact]
    public async Task An_older_one_does_not_stand_in_for_one_that_can_not_be_read_now()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        var newest = await LoseAsync(MetadataEngine.Sqlite, place);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        Know(host, "books", "films");
        host.Storage.BeforeOpen = key => key == $"alice/books/{newest}";

        var (report, told) = await RestoreAsync(host);

        report.Should().BeEquivalentTo(new { Restored = 1, Failed = new[] { "alice/books" } });
        told.Should().ContainMatch("* alice/books: FAILED: its newest snapshot can't be told (alice/books/* can't be read: The storage of snapshots can't be reached*");
        host.Storage.BeforeOpen = _ => false;

        (await RestoreAsync(host)).Report.Restored.Should().Be(1);
        host.Databases["books"].Should().Be("newer");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_has_something_is_left_alone(bool files)
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await LoseAsync(MetadataEngine.Sqlite, place);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        host.Databases.HasStrays = files;
        if (!files)
        {
            await host.Host.SendAsync(new NameLineage());
        }

        (await host.Host.SendAsync(new RestoreServer(null, _ => { }))).Error!.Message.Should().Be(
            "This server has accounts or databases already, and nothing was changed. Restore with a database_url and a data_path that are empty.");

        File.Exists(Path.Combine(host.Host.Folder, "restore.unfinished")).Should().BeFalse();
        host.Databases["books"] = "mine";
        (await host.ListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Snapshots_of_two_servers_are_not_guessed_between()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await LoseAsync(MetadataEngine.Sqlite, place);
        await using (var stranger = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place))
        {
            stranger.Databases["games"] = "a stranger's";
            await stranger.TakeAsync("games");
            (await stranger.Host.SendAsync(new KeepMetadata())).Error.Should().BeNull();
        }

        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        Know(host, "books");
        var ids = (await place.Storage.ListAsync("~metadata/", CancellationToken.None)).Value.Select(found => found.Key.Split('/')[1]).ToList();

        (await host.Host.SendAsync(new RestoreServer(null, _ => { }))).Error!.Message.Should().Be(
            $"The storage has metadata snapshots of several servers: name the one to restore by --metadata. There are, newest first, a server in each line:\n  {ids[1]}\n  {ids[0]}");
        (await host.Host.SendAsync(new RestoreServer("20000101T000000Z", _ => { }))).Error!.Message.Should().StartWith(
            "The storage has no metadata snapshot 20000101T000000Z: name the one to restore");

        var (report, _) = await RestoreAsync(host, ids[0]);
        report.Restored.Should().Be(1);
        (await host.ListAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_database_that_was_renamed_after_the_metadata_was_kept_has_its_newest_snapshot()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await LoseAsync(MetadataEngine.Sqlite, place, renamed: "novels");
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        Know(host, "books", "films");

        var (report, _) = await RestoreAsync(host);

        host.Databases["books"].Should().Be("newer");
        report.Should().BeEquivalentTo(new { Restored = 2, Unknown = new[] { "alice/games" } });
        (await host.ListAsync()).Should().Contain(snapshot => snapshot.Name == "last one");
    }

    [Fact]
    public async Task What_can_not_be_read_where_no_database_is_known_may_be_the_newest_of_any()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        var newest = await LoseAsync(MetadataEngine.Sqlite, place, renamed: "novels");
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        Know(host, "books", "films");
        host.Storage.BeforeOpen = key => key == $"alice/novels/{newest}";

        var (report, told) = await RestoreAsync(host);

        report.Should().BeEquivalentTo(new { Restored = 0, Failed = new[] { "alice/books", "alice/films", "alice/never-queried" } });
        told.Should().ContainMatch($"* alice/films: FAILED: its newest snapshot can't be told (alice/novels/{newest} can't be read: *");
        File.Exists(Path.Combine(host.Host.Folder, "restore.unfinished")).Should().BeTrue();
        var starting = () => new UnfinishedRestore(host.Host.Services.GetRequiredService<RestoreMark>()).StartingAsync(CancellationToken.None);
        await starting.Should().ThrowAsync<ConfigurationException>("who looks for a database that is not back would make an empty one");
        host.Storage.BeforeOpen = _ => false;

        (await RestoreAsync(host)).Report.Should().BeEquivalentTo(new { Restored = 2, WithoutSnapshot = new[] { "alice/never-queried" } });
        host.Databases["books"].Should().Be("newer");
    }

    [Fact]
    public async Task One_that_says_to_be_larger_than_the_disk_is_not_unpacked()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        var key = $"alice/books/{await LoseAsync(MetadataEngine.Sqlite, place)}";
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        Know(host, "books", "films");
        await using (var stored = (await place.Storage.OpenAsync(key, CancellationToken.None)).Value)
        {
            var metadata = new Dictionary<string, string>(stored.Metadata) { ["bytes"] = $"{long.MaxValue}" };
            await place.Storage.UploadAsync(key, stored.Content, metadata, CancellationToken.None);
        }

        var (report, told) = await RestoreAsync(host);

        report.Should().BeEquivalentTo(new { Restored = 1, Failed = new[] { "alice/books" } });
        told.Should().ContainMatch("* alice/books: FAILED: snapshot * can't be restored (The server's disk has no room for snapshot *");
    }

    [Fact]
    public async Task An_empty_storage_and_one_that_is_away_are_told_and_leave_nothing()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);

        (await host.Host.SendAsync(new RestoreServer(null, _ => { }))).Error!.Message.Should().Be(
            $"The storage has no snapshot of a server's metadata in {place.Storage.Place}/~metadata/. Are [snapshots] and its path_prefix those of the server that was lost?");
        host.Storage.IsDown = true;
        (await host.Host.SendAsync(new RestoreServer(null, _ => { }))).Error!.Kind.Should().Be(ErrorKind.StorageUnreachable);
        await using var without = await SnapshotsHost.StartWithoutAsync();
        (await without.Host.SendAsync(new RestoreServer(null, _ => { }))).Error!.Message.Should().StartWith("There is nowhere to restore from");

        File.Exists(Path.Combine(host.Host.Folder, "restore.unfinished")).Should().BeFalse();
    }

    private static async Task SpoilAsync(StoragePlace place, string key)
    {
        await using var stored = (await place.Storage.OpenAsync(key, CancellationToken.None)).Value;
        using var content = new MemoryStream();
        await stored.Content.CopyToAsync(content);
        var bytes = content.ToArray();
        bytes[^5] ^= 1;
        await stored.DisposeAsync();
        await place.Storage.UploadAsync(key, new MemoryStream(bytes), stored.Metadata, CancellationToken.None);
    }

    private static async Task<IReadOnlyDictionary<string, string>> MetadataOfNewestAsync(StoragePlace place)
    {
        var newest = (await place.Storage.ListAsync("~metadata/", CancellationToken.None)).Value[^1];
        await using var stored = (await place.Storage.OpenAsync(newest.Key, CancellationToken.None)).Value;
        return stored.Metadata;
    }
}
