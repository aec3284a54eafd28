using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests;

/// <summary>Who may not manage snapshots, and what is not there.</summary>
public sealed class RefusingStrangers
{
    public static TheoryData<string> Requests =>
    [
        "POST alice/books/snapshots",
        "GET alice/books/snapshots",
        "GET alice/books/list_snapshots",
        "DELETE alice/books/snapshots/ID",
        "POST alice/books/restore_snapshot",
    ];

    [Theory, MemberData(nameof(Requests))]
    public async Task Who_does_not_manage_the_database_changes_and_learns_nothing(string request)
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync();
        host.Databases["books"] = "two";
        host.Host.Facts.Clear();

        (await host.CallAsync("carol", request.Replace("ID", id), id)).Should().Be(
            """403 {"type":"Unauthorized","message":"Authenticated entity carol can't manage snapshots on database alice/books"}""");
        (await host.CallAsync("nobody", request.Replace("ID", id), id)).Should().StartWith("""401 {"type":"InvalidToken",""");

        host.Databases["books"].Should().Be("two");
        host.Host.Facts.All.Should().BeEmpty();
        (await host.ListAsync()).Should().ContainSingle();
        await host.ShouldAgreeAsync("books");
    }

    [Theory, MemberData(nameof(Requests))]
    public async Task A_database_that_is_not_there_is_not_found(string request)
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);

        (await host.CallAsync("alice", request.Replace("ID", "x"), "x")).Should().Be(
            """404 {"type":"RecordNotFound","message":"Record not found: alice/books (database)","id":"alice/books","record_type":"database"}""");
    }

    [Theory, MemberData(nameof(Requests))]
    public async Task A_server_without_a_place_for_snapshots_says_so_to_those_who_could_have_some(string request)
    {
        await using var host = await SnapshotsHost.StartWithoutAsync();
        host.Databases["books"] = "one";

        (await host.CallAsync("carol", request.Replace("ID", "x"), "x")).Should().StartWith("403");
        (await host.CallAsync("alice", request.Replace("ID", "x"), "x")).Should().Be(
            """400 {"type":"ConfigurationError","message":"Snapshots are not set up on this server: whoever runs it must add [snapshots] to its configuration."}""");
    }

    [Theory]
    [InlineData("20260301T120000Z-0123456789ab")]
    [InlineData("x")]
    public async Task A_snapshot_that_is_not_there_is_not_found(string id)
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        host.Databases["films"] = "one";
        await host.TakeAsync("films");
        var expected = $$"""404 {"type":"SnapshotDoesNotExistError","message":"Snapshot {{id}} does not exist for alice/books"}""";

        (await host.RestoreAsync(id)).Should().Be(expected);
        (await host.CallAsync("alice", $"DELETE alice/books/snapshots/{id}")).Should().Be(expected);
        (await host.ListAsync("films")).Should().ContainSingle();
    }

    [Theory]
    [InlineData("")]
    [InlineData("../films/x")]
    [InlineData("a\0b")]
    public async Task What_is_no_id_is_a_bad_request(string id)
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";

        (await host.RestoreAsync(id)).Should().Be(
            """400 {"type":"Other","message":"The id of a snapshot has 1 to 64 of A-Z a-z 0-9 - _, as list_snapshots shows it."}""");
    }

    [Fact]
    public async Task A_snapshot_of_another_database_is_not_found()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        host.Databases["films"] = "two";
        var id = await host.TakeAsync("films");

        (await host.RestoreAsync(id)).Should().StartWith("404");
        (await host.CallAsync("alice", $"DELETE alice/books/snapshots/{id}")).Should().StartWith("404");
        host.Databases["books"].Should().Be("one");
    }
}
