using Ayb.Contracts;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests;

public sealed class RestoringSnapshots
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_database_is_what_it_was_and_what_it_is_becomes_a_snapshot_first(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "old";
        var old = await host.TakeAsync();
        host.Databases["books"] = "newer";
        host.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        host.Host.Facts.Clear();

        using var answer = await host.SendAsync("bob", "POST alice/books/restore_snapshot", $"  {old}\n");

        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()).Should().Be((200, "{}"));
        host.Databases["books"].Should().Be("old");
        var safety = (await host.ListAsync())[0];
        safety.Should().BeEquivalentTo(new { Kind = SnapshotKind.Safety, Bytes = 5 });
        answer.Headers.GetValues("safety-snapshot").Should().Equal(safety.SnapshotId);
        var (bob, books) = (StubDatabases.Caller("bob"), StubDatabases.Named("books"));
        host.Host.Facts.All.Should().Equal(new SnapshotTaken(bob, books, safety.SnapshotId), new DatabaseRestored(bob, books, old));
        await host.ShouldAgreeAsync("books");

        (await host.RestoreAsync(safety.SnapshotId)).Should().Be("200 {}");
        host.Databases["books"].Should().Be("newer");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_next_automatic_run_records_what_was_restored(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine, maxSnapshots: 10);
        await host.WriteAndRunAsync("same");
        var only = (await host.ListAsync()).Single();
        await host.RestoreAsync(only.SnapshotId);

        (await host.RunAsync()).Taken.Should().Be(1);
        (await host.RunAsync()).Taken.Should().Be(0);

        (await host.ListAsync()).Select(snapshot => (snapshot.Kind, snapshot.Sha256)).Should().Equal(
            (SnapshotKind.Automatic, only.Sha256), (SnapshotKind.Safety, only.Sha256), (SnapshotKind.Automatic, only.Sha256));
    }

    [Fact]
    public async Task Two_at_once_happen_one_after_the_other()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "a";
        var first = await host.TakeAsync();
        host.Databases["books"] = "bb";
        var second = await host.TakeAsync();
        host.Databases["books"] = "ccc";

        var answers = await Task.WhenAll(host.RestoreAsync(first), host.RestoreAsync(second));

        answers.Should().AllBe("200 {}");
        var safeties = (await host.ListAsync()).Where(snapshot => snapshot.Kind == SnapshotKind.Safety).Select(snapshot => snapshot.Bytes).Order();
        safeties.Should().Equal(host.Databases["books"] == "a" ? [2, 3] : [1, 3], "the later one has kept what the earlier one has put there");
        await host.ShouldAgreeAsync("books");
    }

    [Theory]
    [InlineData("another text of another length")]
    [InlineData("new")]
    public async Task An_object_that_is_not_what_was_stored_is_refused(string content)
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["films"] = content;
        host.Databases["books"] = "old";
        var (old, other) = (await host.TakeAsync(), await host.TakeAsync("films"));
        File.Copy(host.PathOf($"alice/films/{other}"), host.PathOf($"alice/books/{old}"), overwrite: true);
        host.Databases["books"] = "mine";
        host.Host.Facts.Clear();

        (await host.RestoreAsync(old)).Should().StartWith("""502 {"type":"SnapshotError",""");

        host.Databases["books"].Should().Be("mine");
        host.Host.Facts.All.Should().BeEmpty();
    }

    [Fact]
    public async Task A_damaged_object_is_refused()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = new string('x', 10_000);
        var old = await host.TakeAsync();
        var path = host.PathOf($"alice/books/{old}");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^5] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        host.Databases["books"] = "mine";

        (await host.RestoreAsync(old)).Should().StartWith("""502 {"type":"SnapshotError",""");

        host.Databases["books"].Should().Be("mine");
        (await host.ListAsync()).Should().ContainSingle("there was nothing to be kept safe");
    }

    [Fact]
    public async Task A_snapshot_whose_object_is_gone_is_no_longer_promised_until_it_is_back()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["films"] = "others are there";
        await host.TakeAsync("films");
        host.Databases["books"] = "old";
        var old = await host.TakeAsync("books", ("snapshot-name", "mine"));
        var elsewhere = Path.Combine(host.Host.Folder, "elsewhere");
        File.Move(host.PathOf($"alice/books/{old}"), elsewhere);

        (await host.RestoreAsync(old)).Should().Be(
            $$"""404 {"type":"SnapshotDoesNotExistError","message":"Snapshot {{old}} does not exist for alice/books"}""");

        (await host.ListAsync()).Should().BeEmpty();
        host.Databases["books"].Should().Be("old");
        host.Log.All.Should().ContainMatch($"Snapshot {old} of alice/books: the storage does not have it any more*");
        File.Move(elsewhere, host.PathOf($"alice/books/{old}"));
        (await host.Host.SendAsync(new TidyUp())).Error.Should().BeNull();
        (await host.ListAsync()).Should().ContainSingle().Which.Name.Should().Be("mine");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task One_that_was_taken_for_gone_is_listed_again_once_it_is_restored(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["films"] = "others are there";
        await host.TakeAsync("films");
        host.Databases["books"] = "old";
        var old = await host.TakeAsync();
        var elsewhere = Path.Combine(host.Host.Folder, "elsewhere");
        File.Move(host.PathOf($"alice/books/{old}"), elsewhere);
        (await host.RestoreAsync(old)).Should().StartWith("404 ");
        File.Move(elsewhere, host.PathOf($"alice/books/{old}"));

        (await host.RestoreAsync(old)).Should().Be("200 {}");
        (await host.RestoreAsync(old)).Should().Be("200 {}");

        (await host.ListAsync()).Should().Contain(snapshot => snapshot.SnapshotId == old);
        host.Log.All.Should().ContainSingle(line => line.StartsWith($"Snapshot {old} of alice/books: the storage has it again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_place_for_the_last_state_the_database_stays_what_it_is()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "old";
        var old = await host.TakeAsync();
        host.Databases["books"] = "mine";
        var uploads = 0;
        host.Storage.BeforeUpload = () => uploads++ == 0;

        (await host.RestoreAsync(old)).Should().StartWith("503");

        uploads.Should().Be(1);
        host.Databases["books"].Should().Be("mine");
        await host.ShouldAgreeAsync("books");
    }
}
