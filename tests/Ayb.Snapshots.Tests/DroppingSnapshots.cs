using Ayb.Contracts;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests;

/// <summary>The snapshots of a database that is no more.</summary>
public sealed class DroppingSnapshots
{
    private static readonly HostedDatabase Books = StubDatabases.Named("books");

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Their_objects_go_and_their_rows_and_those_of_others_stay(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "one";
        host.Databases["films"] = "two";
        await host.TakeAsync();
        await host.TakeAsync();
        await host.TakeAsync("films");
        await host.Host.PublishAsync(new DatabaseDeleted(StubDatabases.Caller("alice"), Books));
        host.Objects.Should().HaveCount(3, "it may come back");

        await host.Host.PublishAsync(new DatabasePurged(Books), thenFail: true);
        host.Objects.Should().HaveCount(3, "it was rolled back");
        host.Host.Facts.Clear();
        await host.Host.PublishAsync(new DatabasePurged(Books));

        (await host.ListAsync()).Should().BeEmpty();
        await host.ShouldAgreeAsync("films");
        host.Host.Facts.All.OfType<SnapshotDeleted>().Should().HaveCount(2).And.OnlyContain(fact => fact.By == null);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_storage_that_is_away_is_asked_again(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "one";
        await host.TakeAsync();
        host.Storage.IsDown = true;

        await host.Host.PublishAsync(new DatabasePurged(Books));
        host.Log.All.Should().ContainMatch("*alice/books, which is no more*");
        (await host.ListAsync()).Should().ContainSingle("its object is still there");

        host.Storage.IsDown = false;
        await host.Host.SendAsync(new DropLeftovers());

        host.Objects.Should().BeEmpty();
        (await host.ListAsync()).Should().BeEmpty();
        host.Databases["books"] = "another";
        await host.TakeAsync();
        await host.Host.SendAsync(new DropLeftovers());
        host.Objects.Should().ContainSingle("it was dropped once");
    }

    [Fact]
    public async Task One_that_is_being_taken_goes_as_well()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var copying = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        host.Databases.BeforeCopy = _ =>
        {
            copying.SetResult();
            return go.Task;
        };
        var taking = host.TakeAsync();
        await copying.Task.WaitAsync(SnapshotsHost.Deadline);

        var purging = host.Host.PublishAsync(new DatabasePurged(Books));
        go.SetResult();
        await taking;
        await purging.WaitAsync(SnapshotsHost.Deadline);

        host.Objects.Should().BeEmpty();
        (await host.ListAsync()).Should().BeEmpty();
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Two_databases_that_have_one_name_one_after_the_other_share_no_object(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "the same";
        var first = await TakeNowAsync(host);
        host.Databases.Ids["books"] = new DatabaseId("another");

        var second = await TakeNowAsync(host);

        second.Should().NotBe(first);
        host.Objects.Should().HaveCount(2);
        (await host.CallAsync("alice", $"DELETE alice/books/snapshots/{first}")).Should().StartWith("404 ", "that is none of this database's");
        (await host.CallAsync("alice", $"DELETE alice/books/snapshots/{second}")).Should().Be("200 {}");
        host.Objects.Should().Equal($"alice/books/{first}");
    }

    private static async Task<string> TakeNowAsync(SnapshotsHost host)
    {
        (await host.CallAsync("alice", "POST alice/books/snapshots")).Should().StartWith("201 ");
        return (await host.ListAsync())[0].SnapshotId;
    }
}
