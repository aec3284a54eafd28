using Ayb.Contracts;
using Ayb.Infrastructure.Requests;
using Ayb.Snapshots.Automation;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task One_that_is_being_stored_when_its_database_is_deleted_stays_until_the_database_goes()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var purging = Task.CompletedTask;
        host.Storage.AfterUpload = async () =>
        {
            await host.Host.PublishAsync(new DatabaseDeleted(StubDatabases.Caller("alice"), Books));
            purging = host.Host.PublishAsync(new DatabasePurged(Books));
        };

        await host.TakeAsync();
        await purging.WaitAsync(SnapshotsHost.Deadline);

        host.Objects.Should().BeEmpty();
        (await host.ListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task One_that_waits_for_no_turn_is_dropped_later()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        host.Storage.AfterUpload = () => host.Host.PublishAsync(new DatabasePurged(Books)).WaitAsync(SnapshotsHost.Deadline);
        using var content = new MemoryStream([1]);
        var last = new DatabaseCopy(content, 1, host.Host.Clock.GetUtcNow());

        (await host.Host.AskAsync(new KeepSafely(StubDatabases.Caller("alice"), Books, last)))!.Value.Succeeded.Should().BeTrue();
        host.Objects.Should().ContainSingle("it came after the others had gone");
        host.Storage.AfterUpload = () => Task.CompletedTask;
        await host.Host.SendAsync(new DropLeftovers());

        host.Objects.Should().BeEmpty();
        (await host.ListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_run_that_has_waited_for_the_end_of_a_database_takes_none_of_it()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        Task<Result<bool>> taking;
        using (await host.Host.Services.GetRequiredService<KeyedLock<DatabaseId>>().EnterAsync(Books.Id, CancellationToken.None))
        {
            taking = host.Host.SendAsync(new TakeAutomaticSnapshot(Books));
            host.Databases.Purged.Add("books");
        }

        (await taking.WaitAsync(SnapshotsHost.Deadline)).Value.Should().BeFalse();
        host.Objects.Should().BeEmpty();
    }

    [Fact]
    public async Task A_run_that_has_waited_for_a_new_name_takes_one_under_it()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        host.Databases.Rename("books", "novels");

        (await host.Host.SendAsync(new TakeAutomaticSnapshot(Books))).Value.Should().BeTrue();

        host.Objects.Should().ContainSingle().Which.Should().StartWith("alice/novels/");
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
