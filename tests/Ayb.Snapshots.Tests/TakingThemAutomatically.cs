using Ayb.Contracts;
using Ayb.Snapshots.Automation;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Snapshots.Tests;

public sealed class TakingThemAutomatically
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Every_database_with_a_file_gets_one_and_nobody_has_asked_for_it(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "one";
        host.Databases["films"] = "two";

        (await host.RunAsync()).Should().Be(new RunReport(Taken: 2, Failed: 0, Unchanged: 1));

        host.Databases.Copied.Should().BeEquivalentTo("books", "films");
        (await host.ListAsync()).Should().ContainSingle().Which.Kind.Should().Be(SnapshotKind.Automatic);
        host.Host.Facts.All.Should().HaveCount(2).And.AllSatisfy(fact => fact.Should().BeOfType<SnapshotTaken>().Which.By.Should().BeNull());
        host.Log.All.Should().ContainMatch("Automatic snapshots: 2 taken, 0 failed, 1 databases unchanged*");
        await host.ShouldAgreeAsync("books", "films");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_file_that_nobody_has_written_to_is_not_even_copied(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        await host.WriteAndRunAsync("one");

        (await host.RunAsync()).Taken.Should().Be(0);

        host.Databases.Copied.Should().HaveCount(1);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_file_that_is_the_same_again_is_copied_once_and_not_stored(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        await host.WriteAndRunAsync("one");

        (await host.WriteAndRunAsync("one")).Should().Be(new RunReport(Taken: 0, Failed: 0, Unchanged: 2));
        (await host.RunAsync()).Taken.Should().Be(0);

        host.Databases.Copied.Should().HaveCount(2);
        (await host.ListAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task One_that_somebody_has_taken_serves_as_well()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        await host.TakeAsync();

        (await host.RunAsync()).Taken.Should().Be(0);

        (await host.ListAsync()).Should().ContainSingle().Which.Kind.Should().Be(SnapshotKind.Manual);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_oldest_make_room_and_those_that_somebody_asked_for_stay(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine, maxSnapshots: 2);
        host.Databases["books"] = "mine";
        var manual = await host.TakeAsync();
        foreach (var content in new[] { "1", "22", "333", "4444" })
        {
            await host.WriteAndRunAsync(content);
        }

        var left = await host.ListAsync();

        left.Select(snapshot => (snapshot.Kind, snapshot.Bytes)).Should().Equal(
            (SnapshotKind.Automatic, 4), (SnapshotKind.Automatic, 3), (SnapshotKind.Manual, 4));
        left[^1].SnapshotId.Should().Be(manual);
        host.Host.Facts.All.OfType<SnapshotDeleted>().Should().HaveCount(2).And.AllSatisfy(fact => fact.By.Should().BeNull());
        await host.ShouldAgreeAsync("books");
    }

    [Fact]
    public async Task The_newest_of_what_restores_have_replaced_stays()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite, maxSnapshots: 1);
        host.Databases["books"] = "mine";
        var manual = await host.TakeAsync();
        host.Databases["books"] = "a";
        await host.RestoreAsync(manual);
        host.Databases["books"] = "bb";
        await host.RestoreAsync(manual);
        foreach (var content in new[] { "333", "55555" })
        {
            await host.WriteAndRunAsync(content);
        }

        (await host.ListAsync()).Select(snapshot => (snapshot.Kind, snapshot.Bytes)).Should().Equal(
            (SnapshotKind.Automatic, 5), (SnapshotKind.Safety, 2), (SnapshotKind.Manual, 4));
        await host.ShouldAgreeAsync("books");
    }

    [Fact]
    public async Task What_is_wrong_with_one_database_is_logged_and_the_others_get_theirs()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        foreach (var name in new[] { "books", "films", "songs" })
        {
            host.Databases[name] = name;
        }

        host.Databases.BeforeCopy = name => name == "films" ? throw new InvalidDataException("the disk is odd") : Task.CompletedTask;

        (await host.RunAsync()).Should().Be(new RunReport(Taken: 2, Failed: 1, Unchanged: 1));
        host.Log.All.Should().ContainMatch("Automatic snapshot of alice/films: broke off*the disk is odd*");

        host.Databases.BeforeCopy = _ => Task.CompletedTask;
        (await host.RunAsync()).Taken.Should().Be(1);
        await host.ShouldAgreeAsync("books", "films", "songs");
    }

    [Fact]
    public async Task A_storage_that_is_away_is_logged_and_the_next_run_takes_them()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Storage.IsDown = true;

        (await host.WriteAndRunAsync("one")).Failed.Should().Be(1);
        host.Log.All.Should().ContainMatch("Automatic snapshot of alice/books: failed, the next run tries again: The storage of snapshots can't be reached*");

        host.Storage.IsDown = false;
        (await host.RunAsync()).Taken.Should().Be(1);
        await host.ShouldAgreeAsync("books");
    }

    [Fact]
    public async Task They_are_begun_one_after_the_other_over_the_time_of_the_run()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        var clock = new HurriedClock();
        var begun = new List<TimeSpan>();
        foreach (var name in new[] { "books", "films", "games", "songs" })
        {
            host.Databases[name] = name;
        }

        host.Databases.BeforeCopy = _ =>
        {
            begun.Add(clock.Elapsed);

            // The second one takes longer than its part of the time.
            clock.Pass(begun.Count == 2 ? TimeSpan.FromMinutes(90) : TimeSpan.FromMinutes(1));
            return Task.CompletedTask;
        };
        await using var scope = host.Host.Services.CreateAsyncScope();
        var run = ActivatorUtilities.CreateInstance<TakeDueSnapshotsHandler>(scope.ServiceProvider, clock);

        var report = await run.Handle(new TakeDueSnapshots(TimeSpan.FromHours(4)), CancellationToken.None).WaitAsync(SnapshotsHost.Deadline);

        report.Value.Taken.Should().Be(4);
        begun.Should().Equal(TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromHours(2.5), TimeSpan.FromHours(3));
    }

    [Fact]
    public async Task There_are_never_two_runs_at_once()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        host.Databases.BeforeCopy = async _ =>
        {
            begun.TrySetResult();
            await goOn.Task;
        };
        var first = host.RunAsync();
        await begun.Task.WaitAsync(SnapshotsHost.Deadline);
        host.Databases["films"] = "two";

        var second = host.RunAsync();
        second.IsCompleted.Should().BeFalse();
        host.Databases.LookedAt.Should().NotContain("films");
        goOn.SetResult();

        (await first).Taken.Should().Be(1);
        (await second).Taken.Should().Be(1, "it saw what the first has done");
        host.Databases.MostCopiesAtOnce.Should().Be(1);
    }

    [Fact]
    public async Task The_server_does_so_by_itself()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite, interval: "1s");
        var copied = new TaskCompletionSource();
        host.Databases.BeforeCopy = _ =>
        {
            copied.TrySetResult();
            return Task.CompletedTask;
        };
        host.Databases["books"] = "one";

        // The timers are real ones, and the clock that they look at is not.
        using var deadline = new CancellationTokenSource(SnapshotsHost.Deadline);
        while (!copied.Task.IsCompleted)
        {
            deadline.Token.ThrowIfCancellationRequested();
            host.Host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(copied.Task, host.CallAsync("alice", "GET alice/books/list_snapshots"));
        }
    }
}
