using Ayb.Contracts;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests;

/// <summary>Objects go behind the server's back, or seem to.</summary>
public sealed class LosingObjects
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_somebody_has_removed_is_not_listed_and_no_run_relies_on_it(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        (await host.WriteAndRunAsync("one")).Taken.Should().Be(1);
        var lost = (await host.ListAsync()).Should().ContainSingle().Subject.SnapshotId;
        File.Delete(host.PathOf($"alice/books/{lost}"));

        await TidyUpAsync(host);

        (await host.ListAsync()).Should().BeEmpty();
        host.Log.All.Should().ContainMatch($"Object alice/books/{lost}: *does not have it any more*");
        (await host.RunAsync()).Taken.Should().Be(1, "it has no snapshot of what is in it");
        (await host.ListAsync()).Should().ContainSingle();
        await host.ShouldAgreeAsync("books");
        (await host.RunAsync()).Taken.Should().Be(0);
    }

    [Fact]
    public async Task The_ones_that_are_left_stay_and_the_newest_of_them_is_the_newest()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var left = await host.TakeAsync();
        host.Databases["books"] = "two";
        var lost = await host.TakeAsync();
        File.Delete(host.PathOf($"alice/books/{lost}"));

        await TidyUpAsync(host);

        (await host.ListAsync()).Select(snapshot => snapshot.SnapshotId).Should().Equal(left);
        (await host.RunAsync()).Taken.Should().Be(1);
        (await host.CallAsync("alice", $"DELETE alice/books/snapshots/{lost}")).Should().Be("200 {}", "the row is there still");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_disk_that_is_not_mounted_takes_nothing_away_for_good(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "one";
        await host.TakeAsync("books", ("snapshot-name", "mine"));
        await host.PutAsync("alice/books/of-another-server", "SQLite format 3\0 and so on");
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));
        await TidyUpAsync(host);
        var before = await host.ListAsync();
        before.Should().HaveCount(2);
        host.Host.Facts.Clear();
        Directory.Move(host.PathOf("alice"), host.PathOf("#elsewhere"));

        await TidyUpAsync(host);
        (await host.ListAsync()).Should().BeEmpty();
        (await host.RunAsync()).Taken.Should().Be(1, "there may be no other snapshot any more");
        Directory.Delete(host.PathOf("alice"), recursive: true);
        Directory.Move(host.PathOf("#elsewhere"), host.PathOf("alice"));
        await TidyUpAsync(host);

        (await host.ListAsync()).Should().BeEquivalentTo(before);
        host.Host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<SnapshotTaken>();
        host.Log.All.Should().ContainMatch("Object alice/books/of-another-server: *has it again*");
    }

    [Fact]
    public async Task A_list_that_was_cut_is_not_believed()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync();
        host.Storage.Listed = _ => [];

        await TidyUpAsync(host);

        (await host.ListAsync()).Select(snapshot => snapshot.SnapshotId).Should().Equal(id);
    }

    [Fact]
    public async Task A_storage_that_goes_away_after_the_list_takes_nothing_away()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync();
        host.Storage.Listed = _ => [];
        host.Storage.BeforeOpen = _ => true;

        await TidyUpAsync(host);

        (await host.ListAsync()).Select(snapshot => snapshot.SnapshotId).Should().Equal(id);
    }

    [Fact]
    public async Task One_that_is_damaged_is_there()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync();
        await File.WriteAllTextAsync(host.PathOf($"alice/books/{id}"), "damaged");

        await TidyUpAsync(host);

        (await host.ListAsync()).Should().ContainSingle();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task After_a_month_it_is_forgotten(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "one";
        var lost = await host.TakeAsync();
        File.Delete(host.PathOf($"alice/books/{lost}"));
        await TidyUpAsync(host);
        host.Host.Facts.Clear();

        host.Host.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMilliseconds(1));
        await TidyUpAsync(host);
        host.Host.Facts.All.Should().BeEmpty();
        host.Host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await TidyUpAsync(host);
        await TidyUpAsync(host);

        host.Host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<SnapshotDeleted>().Which.By.Should().BeNull();
        (await host.CallAsync("alice", $"DELETE alice/books/snapshots/{lost}")).Should().StartWith("404 ");
    }

    [Fact]
    public async Task What_the_metadata_says_to_be_larger_than_the_disk_is_not_even_opened()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        await host.TakeAsync();
        await host.PutAsync("alice/books/huge", "SQLite format 3\0 and so on", bytes: long.MaxValue);
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));
        await TidyUpAsync(host);
        host.Storage.BeforeOpen = _ => throw new InvalidOperationException("It was opened.");

        (await host.RestoreAsync("huge")).Should().StartWith("503 ").And.Contain("no room for snapshot huge");

        host.Log.All.Should().ContainMatch("Snapshot huge of alice/books: there is no room for its 9223372036854775807 bytes*");
        host.Databases["books"].Should().Be("one");
        (await host.ListAsync()).Should().HaveCount(2);
    }

    private static async Task TidyUpAsync(SnapshotsHost host) =>
        (await host.Host.SendAsync(new TidyUp()).WaitAsync(SnapshotsHost.Deadline)).Error.Should().BeNull();
}
