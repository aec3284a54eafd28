using Ayb.Contracts;
using Ayb.Snapshots.Disaster;
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
        host.Databases["films"] = "others are there";
        (await host.WriteAndRunAsync("one")).Taken.Should().Be(2);
        var lost = (await host.ListAsync()).Should().ContainSingle().Subject.SnapshotId;
        File.Delete(host.PathOf($"alice/books/{lost}"));

        await TidyUpAsync(host);

        (await host.ListAsync()).Should().BeEmpty();
        host.Log.All.Should().ContainMatch($"The storage of snapshots does not have 1 objects any more*: alice/books/{lost} ");
        (await host.RunAsync()).Taken.Should().Be(1, "it has no snapshot of what is in it");
        (await host.ListAsync()).Should().ContainSingle();
        await host.ShouldAgreeAsync("books", "films");
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
    public async Task What_was_away_for_a_while_is_listed_as_it_was(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        await TakeOneThatIsThereAsync(host);
        host.Databases["books"] = "one";
        await host.TakeAsync("books", ("snapshot-name", "mine"));
        await host.PutAsync("alice/books/of-another-server", "SQLite format 3\0 and so on");
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));
        await TidyUpAsync(host);
        var before = await host.ListAsync();
        before.Should().HaveCount(2);
        host.Host.Facts.Clear();
        Directory.Move(host.PathOf("alice/books"), host.PathOf("#elsewhere"));

        await TidyUpAsync(host);
        (await host.ListAsync()).Should().BeEmpty();
        (await host.RunAsync()).Taken.Should().Be(1, "there may be no other snapshot any more");
        Directory.Delete(host.PathOf("alice/books"), recursive: true);
        Directory.Move(host.PathOf("#elsewhere"), host.PathOf("alice/books"));
        await TidyUpAsync(host);

        (await host.ListAsync()).Should().BeEquivalentTo(before);
        host.Host.Facts.All.Should().ContainSingle().Which.Should().BeOfType<SnapshotTaken>();
        host.Log.All.Should().ContainMatch("The storage of snapshots has 2 objects again*alice/books/of-another-server*");
    }

    [Fact]
    public async Task A_disk_that_is_not_mounted_takes_nothing_from_the_list_and_has_nothing_copied_to_where_it_should_be()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["films"] = "films";
        await host.WriteAndRunAsync("one");
        var before = await host.ListAsync();
        var elsewhere = Path.Combine(host.Host.Folder, "elsewhere");
        Directory.Move(host.PathOf("alice"), elsewhere);
        (await host.Host.SendAsync(new KeepMetadata())).Error.Should().BeNull();

        await TidyUpAsync(host);

        Directory.Exists(host.PathOf("~metadata")).Should().BeTrue("that the metadata is kept there makes it no better");
        host.Log.All.Should().ContainMatch("The storage of snapshots has none, and 2 should be there*");
        (await host.ListAsync()).Should().BeEquivalentTo(before);
        (await host.RunAsync()).Taken.Should().Be(0);
        host.Objects.Should().BeEmpty();
        Directory.Move(elsewhere, host.PathOf("alice"));
        await host.ShouldAgreeAsync("books", "films");
    }

    [Fact]
    public async Task Many_that_are_gone_are_asked_for_several_at_once_and_told_in_one_line()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        await TakeOneThatIsThereAsync(host);
        host.Databases["books"] = "one";
        for (var number = 0; number < 10; number++)
        {
            await place.Storage.DeleteAsync($"alice/books/{await host.TakeAsync()}", CancellationToken.None);
        }

        var (arrived, eight) = (0, new TaskCompletionSource());
        host.Storage.Opening = () =>
        {
            if (Interlocked.Increment(ref arrived) == 8)
            {
                eight.SetResult();
            }

            return eight.Task;
        };

        await TidyUpAsync(host);

        (await host.ListAsync()).Should().BeEmpty();
        host.Log.All.Where(line => line.Contains("any more", StringComparison.Ordinal)).Should().ContainSingle()
            .Which.Should().StartWith("The storage of snapshots does not have 10 objects any more").And.EndWith(", … ");
    }

    [Fact]
    public async Task A_list_that_was_cut_is_not_believed()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync();
        await TakeOneThatIsThereAsync(host);
        host.Storage.Listed = objects => [.. objects.Where(found => found.Folder == "alice/films")];

        await TidyUpAsync(host);

        (await host.ListAsync()).Select(snapshot => snapshot.SnapshotId).Should().Equal(id);
    }

    [Fact]
    public async Task A_storage_that_goes_away_after_the_list_takes_nothing_away()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync();
        await TakeOneThatIsThereAsync(host);
        host.Storage.Listed = objects => [.. objects.Where(found => found.Folder == "alice/films")];
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
        await TakeOneThatIsThereAsync(host);
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

    /// <summary>A storage that has nothing at all is another matter.</summary>
    private static async Task TakeOneThatIsThereAsync(SnapshotsHost host)
    {
        host.Databases["films"] = "films";
        await host.TakeAsync("films");
    }

    private static async Task TidyUpAsync(SnapshotsHost host) =>
        (await host.Host.SendAsync(new TidyUp()).WaitAsync(SnapshotsHost.Deadline)).Error.Should().BeNull();
}
