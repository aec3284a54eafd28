using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Snapshots.Tests;

/// <summary>By hand.</summary>
public sealed class TakingSnapshots
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_is_answered_listed_and_told(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "Emma";

        var answer = await host.CallAsync(
            "bob", "POST alice/books/snapshots", headers: [("snapshot-name", "vor%20dem%20Umzug%20%E2%9C%93"), ("snapshot-note", "all of it")]);

        var snapshot = (await host.ListAsync()).Should().ContainSingle().Subject;
        var id = snapshot.SnapshotId;
        id.Should().MatchRegex("^20260301T120000Z-[0-9a-f]{12}$").And.EndWith(snapshot.Sha256[..12]);
        var details = $$"""{"snapshot_id":"{{id}}","kind":"manual","name":"vor dem Umzug ✓","note":"all of it","created_at":"2026-03-01T12:00:00.000Z","bytes":4,"stored_bytes":{{snapshot.StoredBytes}},"sha256":"{{snapshot.Sha256}}"}""";
        answer.Should().Be($"201 {details}");
        (await host.CallAsync("alice", "GET alice/books/snapshots")).Should().Be($$"""200 {"snapshots":[{{details}}]}""");
        (await host.CallAsync("alice", "GET alice/books/list_snapshots")).Should().Be(
            $$"""200 {"snapshots":[{"snapshot_id":"{{id}}","last_modified_at":"2026-03-01T12:00:00.000Z"}]}""");
        host.Host.Facts.All.Should().Equal(new SnapshotTaken(StubDatabases.Caller("bob"), StubDatabases.Named("books"), id));
        await host.ShouldAgreeAsync("books");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Newer_ones_come_first_and_none_takes_the_place_of_another(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "one";
        var first = await host.TakeAsync();
        await host.CallAsync("alice", "POST alice/books/snapshots");
        host.Databases["books"] = "two";
        var last = await host.TakeAsync();

        (await host.ListAsync()).Select(snapshot => snapshot.SnapshotId).Should().Equal(last, $"{first}-2", first);
        await host.ShouldAgreeAsync("books");
    }

    [Fact]
    public async Task One_that_fails_keeps_no_id_from_the_next()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "Emma";
        host.Databases.BeforeCopy = _ => ChangeAsync("ALTER TABLE snapshots RENAME TO elsewhere");
        (await host.CallAsync("alice", "POST alice/books/snapshots")).Should().StartWith("500");
        await ChangeAsync("ALTER TABLE elsewhere RENAME TO snapshots");
        host.Databases.BeforeCopy = _ => Task.CompletedTask;

        (await host.CallAsync("alice", "POST alice/books/snapshots")).Should().StartWith("201");

        (await host.ListAsync()).Should().ContainSingle().Which.SnapshotId.Should().MatchRegex("^20260301T120000Z-[0-9a-f]{12}$");

        async Task ChangeAsync(string sql)
        {
            await using var writer = await host.Host.Services.GetRequiredService<IMetadataDatabase>().OpenWriterAsync(CancellationToken.None);
            await writer.Connection.ExecuteAsync(sql, transaction: writer.Transaction);
            await writer.CommitAsync();
        }
    }

    [Fact]
    public async Task It_was_taken_when_its_copy_was_begun_whatever_the_copy_takes()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "Emma";
        var begun = host.Host.Clock.GetUtcNow();
        host.Databases.BeforeCopy = _ =>
        {
            host.Host.Clock.Advance(TimeSpan.FromMinutes(5));
            return Task.CompletedTask;
        };

        (await host.CallAsync("alice", "POST alice/books/snapshots")).Should().Contain("\"created_at\":\"2026-03-01T12:00:00.000Z\"");

        host.Host.Clock.GetUtcNow().Should().BeAfter(begun);
        (await host.ListAsync()).Should().ContainSingle().Which.CreatedAt.Should().Be(begun.UtcDateTime);
    }

    [Fact]
    public async Task Several_at_once_are_taken_one_after_the_other()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => host.CallAsync("alice", "POST alice/books/snapshots")));

        answers.Should().AllSatisfy(answer => answer.Should().StartWith("201"));
        host.Databases.MostCopiesAtOnce.Should().Be(1);
        (await host.ListAsync()).Should().HaveCount(5);
        await host.ShouldAgreeAsync("books");
    }

    [Fact]
    public async Task Who_goes_away_leaves_nothing_behind()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var begun = new TaskCompletionSource();
        host.Databases.BeforeCopy = async _ =>
        {
            begun.SetResult();
            await new TaskCompletionSource().Task;
        };
        using var leaving = new CancellationTokenSource();
        var call = host.CallAsync("alice", "POST alice/books/snapshots", cancellationToken: leaving.Token);
        await begun.Task.WaitAsync(SnapshotsHost.Deadline);

        await leaving.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        host.Databases.BeforeCopy = _ => Task.CompletedTask;
        await host.TakeAsync();
        (await host.ListAsync()).Should().ContainSingle();
        await host.ShouldAgreeAsync("books");
    }

    [Fact]
    public async Task A_storage_that_is_away_is_told_and_loses_nothing()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var kept = await host.TakeAsync();
        host.Host.Facts.Clear();
        host.Storage.IsDown = true;

        using var answer = await host.SendAsync("alice", "POST alice/books/snapshots");
        (await host.CallAsync("alice", $"DELETE alice/books/snapshots/{kept}")).Should().StartWith("""503 {"type":"S3ConnectionError",""");
        (await host.RestoreAsync(kept)).Should().StartWith("""503 {"type":"S3ConnectionError",""");

        ((int)answer.StatusCode).Should().Be(503);
        answer.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(30));
        (await host.ListAsync()).Select(snapshot => snapshot.SnapshotId).Should().Equal(kept);
        host.Host.Facts.All.Should().BeEmpty();
        host.Databases["books"].Should().Be("one");
        await host.ShouldAgreeAsync("books");
    }

    [Theory]
    [InlineData("snapshot-name", "", "The header 'snapshot-name' is missing.")]
    [InlineData("snapshot-name", "%20", "The name of a snapshot has 1 to 35 visible characters.")]
    [InlineData("snapshot-name", "123456789012345678901234567890123456", "The name of a snapshot has 1 to 35 visible characters.")]
    [InlineData("snapshot-name", "a%0Ab", "The name of a snapshot has 1 to 35 visible characters.")]
    [InlineData("snapshot-note", "a%00b", "The note of a snapshot has 1 to 200 visible characters.")]
    [InlineData("snapshot-note", "%20%20", "The note of a snapshot has 1 to 200 visible characters.")]
    public async Task What_is_no_name_or_note_is_refused_before_anything_is_copied(string header, string value, string message)
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";

        (await host.CallAsync("alice", "POST alice/books/snapshots", headers: [(header, value)]))
            .Should().Be($$"""400 {"type":"Other","message":"{{message}}"}""");

        host.Databases.Copied.Should().BeEmpty();
        host.Objects.Should().BeEmpty();
    }

    [Fact]
    public async Task Letters_of_all_alphabets_fit_up_to_what_the_storage_takes()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";

        await host.TakeAsync("books", ("snapshot-note", Uri.EscapeDataString(new string('é', 200))));
        (await host.CallAsync("alice", "POST alice/books/snapshots", headers: [("snapshot-note", Uri.EscapeDataString(new string('日', 200)))]))
            .Should().StartWith("400").And.Contain("too long together");

        (await host.ListAsync()).Should().ContainSingle().Which.Note.Should().Be(new string('é', 200));
    }
}
