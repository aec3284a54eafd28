using Ayb.Contracts;
using Ayb.Snapshots.Disaster;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests;

/// <summary>The disk with the snapshots is not mounted: nobody is told that they do not exist, and the list stays.</summary>
public sealed class LosingTheFolder
{
    [Theory, MemberData(nameof(UnmountedDisk.Leaving), MemberType = typeof(UnmountedDisk))]
    public async Task A_restore_is_refused_until_it_is_back(string leaving)
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "old";
        var old = await host.TakeAsync();
        host.Databases["books"] = "new";

        using (UnmountedDisk.Of(host, leaving))
        {
            (await host.RestoreAsync(old)).Should().StartWith("""503 {"type":"SnapshotError",""").And.Contain("whoever runs the server must check");

            (await host.ListAsync()).Should().ContainSingle().Which.SnapshotId.Should().Be(old);
            host.Databases["books"].Should().Be("new");
            host.Log.All.Should().ContainSingle(line =>
                line.StartsWith("Folder of snapshots: opening an object failed", StringComparison.Ordinal)
                || line.StartsWith($"Snapshot {old} of alice/books: the storage has none at all", StringComparison.Ordinal));
        }

        (await host.RestoreAsync(old)).Should().Be("200 {}");
        host.Databases["books"].Should().Be("old");
    }

    [Fact]
    public async Task That_the_metadata_is_kept_in_the_empty_mount_point_makes_it_no_better()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "old";
        var old = await host.TakeAsync();
        using var disk = UnmountedDisk.Of(host, "an empty folder");
        (await host.Host.SendAsync(new KeepMetadata())).Error.Should().BeNull();
        Directory.Exists(host.PathOf("~metadata")).Should().BeTrue();

        (await host.RestoreAsync(old)).Should().StartWith("503 ").And.Contain("none at all");

        (await host.ListAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_storage_that_goes_away_before_it_says_whether_it_has_any_takes_nothing_away()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["films"] = "there is another one";
        await host.TakeAsync("films");
        host.Databases["books"] = "old";
        var old = await host.TakeAsync();
        File.Delete(host.PathOf($"alice/books/{old}"));
        host.Storage.BeforeAny = () => true;

        (await host.RestoreAsync(old)).Should().StartWith("503 ");

        (await host.ListAsync()).Should().ContainSingle();
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("a file")]
    public async Task What_is_deleted_meanwhile_would_come_back_with_the_disk(string leaving)
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "old";
        var old = await host.TakeAsync();

        using (UnmountedDisk.Of(host, leaving))
        {
            (await host.CallAsync("alice", $"DELETE alice/books/snapshots/{old}")).Should().StartWith("503 ");
        }

        await host.ShouldAgreeAsync("books");
        (await host.CallAsync("alice", $"DELETE alice/books/snapshots/{old}")).Should().Be("200 {}");
        host.Objects.Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_in_its_place_can_not_be_tidied_up_or_restored_from()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        using var disk = UnmountedDisk.Of(host, "a file");

        (await host.Host.SendAsync(new TidyUp())).Error!.Kind.Should().Be(ErrorKind.SnapshotFailed);
        (await host.Host.SendAsync(new RestoreServer(null, _ => { }))).Error!.Kind.Should().Be(ErrorKind.SnapshotFailed);

        host.Log.All.Should().ContainMatch($"Folder of snapshots: listing objects failed: '{Path.TrimEndingDirectorySeparator(host.PathOf(""))}' is no folder.*");
    }
}
