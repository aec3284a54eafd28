using Ayb.Contracts;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests;

public sealed class LimitingSnapshots
{
    [Fact]
    public async Task A_database_has_so_many_that_were_asked_for_and_no_more()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite, maxManual: 2);
        host.Databases["films"] = "two";
        await host.WriteAndRunAsync("one");
        var first = await host.TakeAsync();
        await host.TakeAsync();

        (await host.CallAsync("alice", "POST alice/books/snapshots")).Should().Be(
            """409 {"type":"Other","message":"alice/books has 2 snapshots that were asked for, as many as it may have: delete some that you do not need, then take this one."}""");

        await host.TakeAsync("films");
        (await host.WriteAndRunAsync("changed")).Taken.Should().Be(1);
        (await host.RestoreAsync(first)).Should().Be("200 {}", "what is kept safely counts for itself");
        (await host.CallAsync("alice", $"DELETE alice/books/snapshots/{first}")).Should().Be("200 {}");
        await host.TakeAsync();
    }

    [Fact]
    public async Task Several_at_once_do_not_get_past_it()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite, maxManual: 2);
        host.Databases["books"] = "one";

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.CallAsync("alice", "POST alice/books/snapshots")));

        answers.Select(answer => answer[..3]).Order().Should().Equal("201", "201", "409", "409", "409");
    }

    [Theory]
    [InlineData("POST alice/books/snapshots")]
    [InlineData("DELETE alice/books/snapshots/ID")]
    [InlineData("POST alice/books/restore_snapshot")]
    public async Task Whose_token_was_revoked_while_they_waited_changes_nothing(string request)
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync();
        host.Databases["books"] = "two";
        host.Host.Facts.Clear();
        host.Databases.Revoked["bob"] = new AybError(ErrorKind.InvalidToken, "API token revoked");

        (await host.CallAsync("bob", request.Replace("ID", id), id)).Should().Be("""401 {"type":"InvalidToken","message":"API token revoked"}""");

        host.Databases["books"].Should().Be("two");
        host.Host.Facts.All.Should().BeEmpty();
        (await host.ListAsync()).Should().ContainSingle();
        await host.ShouldAgreeAsync("books");
    }

    [Theory]
    [InlineData("POST alice/books/snapshots")]
    [InlineData("DELETE alice/books/snapshots/ID")]
    [InlineData("POST alice/books/restore_snapshot")]
    public async Task Whose_database_was_handed_over_while_they_waited_changes_nothing(string request)
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync();
        host.Databases["books"] = "two";
        host.Host.Facts.Clear();
        host.Databases.BeforeMayStill = () => host.Databases.Ids["books"] = new DatabaseId("id-of-the-next-books");

        (await host.CallAsync("alice", request.Replace("ID", id), id)).Should().StartWith("404 ");

        host.Databases.Ids.Clear();
        host.Databases["books"].Should().Be("two");
        host.Host.Facts.All.Should().BeEmpty();
        (await host.ListAsync()).Should().ContainSingle();
        await host.ShouldAgreeAsync("books");
    }
}
