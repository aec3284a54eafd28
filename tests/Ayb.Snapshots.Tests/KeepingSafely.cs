using System.Text;
using Ayb.Contracts;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Snapshots.Tests;

/// <summary>What others are about to replace.</summary>
public sealed class KeepingSafely
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_becomes_a_snapshot_that_can_be_restored(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "old";

        var id = (await KeepAsync(host, "old"))!.Value.Value;

        (await host.ListAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(new { SnapshotId = id, Kind = SnapshotKind.Safety, Bytes = 3 });
        host.Host.Facts.All.Should().Equal(new SnapshotTaken(StubDatabases.Caller("bob"), StubDatabases.Named("books"), id));
        host.Databases["books"] = "imported";
        (await host.RestoreAsync(id)).Should().Be("200 {}");
        host.Databases["books"].Should().Be("old");
        await host.ShouldAgreeAsync("books");
    }

    [Fact]
    public async Task Who_asks_once_more_has_the_same_content_kept_once()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "old";
        await using var scope = host.Host.Services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();

        var first = (await mediator.Ask(Question("old"), CancellationToken.None))!.Value.Value;
        (await mediator.Ask(Question("old"), CancellationToken.None))!.Value.Value.Should().Be(first);
        var written = (await mediator.Ask(Question("newer"), CancellationToken.None))!.Value.Value;

        (await host.ListAsync()).Select(snapshot => snapshot.SnapshotId).Should().BeEquivalentTo(first, written);
        await host.CallAsync("alice", $"DELETE alice/books/snapshots/{written}");
        (await mediator.Ask(Question("newer"), CancellationToken.None))!.Value.Succeeded.Should().BeTrue();
        (await host.ListAsync()).Should().HaveCount(2, "what was deleted since is kept again");
        await host.ShouldAgreeAsync("books");
    }

    [Fact]
    public async Task Who_has_died_before_anybody_knew_that_it_is_kept_keeps_it_once()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "old";
        var first = (await KeepAsync(host, "old"))!.Value.Value;

        (await KeepAsync(host, "old"))!.Value.Value.Should().Be(first);
        (await KeepAsync(host, "newer"))!.Value.Value.Should().NotBe(first, "it is of that moment too, and holds something else");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_the_storage_has_lost_since_is_kept_again(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["films"] = "others are there";
        await host.TakeAsync("films");
        host.Databases["books"] = "old";
        await using var scope = host.Host.Services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var first = (await mediator.Ask(Question("old"), CancellationToken.None))!.Value.Value;
        File.Delete(host.PathOf($"alice/books/{first}"));
        (await host.RestoreAsync(first)).Should().StartWith("404");

        var second = (await mediator.Ask(Question("old"), CancellationToken.None))!.Value.Value;

        second.Should().NotBe(first);
        await host.ShouldAgreeAsync("books", "films");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_is_kept_late_is_not_taken_for_what_the_database_is(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        await host.WriteAndRunAsync("imported");

        await KeepAsync(host, "replaced", host.Host.Clock.GetUtcNow().AddSeconds(1));
        host.Host.Clock.Advance(TimeSpan.FromSeconds(2));

        (await host.RunAsync()).Taken.Should().Be(1);
        (await host.ListAsync()).Select(snapshot => snapshot.Kind).Take(2).Should().Equal(
            [SnapshotKind.Automatic, SnapshotKind.Safety], "the newest holds what the database is");
    }

    [Fact]
    public async Task It_waits_for_nobody_who_may_wait_for_it()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "same";
        Result<string>? kept = null;
        host.Databases.BeforeCopy = async _ => kept = await KeepAsync(host, "same").WaitAsync(SnapshotsHost.Deadline);

        (await host.CallAsync("alice", "POST alice/books/snapshots")).Should().StartWith("201");

        kept!.Value.Succeeded.Should().BeTrue("the one who takes a snapshot has the turn, and is not waited for");
        (await host.ListAsync()).Select(snapshot => snapshot.Kind).Should().BeEquivalentTo([SnapshotKind.Safety, SnapshotKind.Manual]);
        await host.ShouldAgreeAsync("books");
    }

    [Fact]
    public async Task Several_of_the_same_moment_and_content_have_ids_of_their_own()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "same";
        var (arrived, all) = (0, new TaskCompletionSource());
        host.Storage.AfterUpload = () =>
        {
            if (Interlocked.Increment(ref arrived) == 4)
            {
                all.SetResult();
            }

            return all.Task;
        };

        var kept = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => KeepAsync(host, "same"))).WaitAsync(SnapshotsHost.Deadline);

        kept.Select(answer => answer!.Value.Value).Should().OnlyHaveUniqueItems();
        (await host.ListAsync()).Should().HaveCount(4);
        await host.ShouldAgreeAsync("books");
    }

    [Fact]
    public async Task A_storage_that_is_away_keeps_nothing_and_says_so()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "old";
        host.Storage.IsDown = true;

        (await KeepAsync(host, "old"))!.Value.Error!.Kind.Should().Be(ErrorKind.StorageUnreachable);

        (await host.ListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_that_keeps_no_snapshots_does_not_answer()
    {
        await using var host = await SnapshotsHost.StartWithoutAsync();

        (await KeepAsync(host, "old")).Should().BeNull();
    }

    private static Task<Result<string>?> KeepAsync(SnapshotsHost host, string content, DateTimeOffset takenAt = default) =>
        host.Host.AskAsync(Question(content, takenAt));

    private static KeepSafely Question(string content, DateTimeOffset takenAt = default) => new(
        StubDatabases.Caller("bob"),
        StubDatabases.Named("books"),
        new DatabaseCopy(new MemoryStream(Encoding.UTF8.GetBytes(content)), content.Length, takenAt == default ? DateTimeOffset.UnixEpoch : takenAt));
}
