using Ayb.Contracts;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests;

public sealed class DeletingSnapshots
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_is_gone_from_the_list_and_from_the_storage(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "one";
        var (first, second) = (await host.TakeAsync(), await host.TakeAsync());
        host.Host.Facts.Clear();

        (await host.CallAsync("bob", $"DELETE alice/books/snapshots/{first}")).Should().Be("200 {}");

        (await host.ListAsync()).Select(snapshot => snapshot.SnapshotId).Should().Equal(second);
        host.Host.Facts.All.Should().Equal(new SnapshotDeleted(StubDatabases.Caller("bob"), StubDatabases.Named("books"), first));
        await host.ShouldAgreeAsync("books");
        (await host.CallAsync("bob", $"DELETE alice/books/snapshots/{first}")).Should().StartWith("404");
    }

    [Fact]
    public async Task One_whose_object_is_gone_already_can_be_deleted()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync();
        File.Delete(host.PathOf($"alice/books/{id}"));

        (await host.CallAsync("alice", $"DELETE alice/books/snapshots/{id}")).Should().Be("200 {}");

        (await host.ListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task When_the_newest_is_deleted_the_next_run_takes_another_of_what_has_not_changed()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        await host.WriteAndRunAsync("one");
        var only = (await host.ListAsync()).Single();

        await host.CallAsync("alice", $"DELETE alice/books/snapshots/{only.SnapshotId}");

        (await host.RunAsync()).Taken.Should().Be(1);
        (await host.ListAsync()).Should().ContainSingle().Which.Sha256.Should().Be(only.Sha256);
    }
}
