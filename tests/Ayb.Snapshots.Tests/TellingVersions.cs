using System.Text;
using Ayb.Contracts;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Snapshots.Tests;

/// <summary>What other modules hear of snapshots as versions of databases.</summary>
public sealed class TellingVersions
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task By_an_id_or_by_a_time(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "one";
        var first = await host.TakeAsync(); // At 12:00:01.
        host.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        host.Databases["books"] = "second";
        var second = await host.TakeAsync(); // At 12:01:02.

        (await AskAsync(host, first)).Should().Be((first, 3, "one"));
        (await AskAsync(host, second)).Should().Be((second, 6, "second"));
        foreach (var time in new[] { "2026-03-01T12:00:01Z", "2026-03-01T12:00:01.000Z", "2026-03-01T12:01:01.999999Z", "2026-03-01t13:01:01.5+01:00" })
        {
            (await AskAsync(host, time)).Id.Should().Be(first, time);
        }

        foreach (var time in new[] { "2026-03-01T12:01:02Z", "2026-03-01T07:01:02-05:00", "9999-12-31T23:59:59Z" })
        {
            (await AskAsync(host, time)).Id.Should().Be(second, time);
        }

        (await ErrorAsync(host, "2026-03-01T12:00:00.999Z")).Should().Be(new AybError(
            ErrorKind.SnapshotNotFound,
            "No snapshot of alice/books was taken at 2026-03-01T12:00:00.999Z or before."));
    }

    [Fact]
    public async Task One_that_there_is_not_is_told_from_one_that_can_not_be()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        host.Databases["films"] = "two";
        var id = await host.TakeAsync("films");

        (await ErrorAsync(host, id)).Should().Be(new AybError(
            ErrorKind.SnapshotNotFound, $"Snapshot {id} does not exist for alice/books. A version is the id of a snapshot, or a time such as 2026-03-01T12:00:00Z or 2026-03-01T13:00:00+01:00."));
        foreach (var nonsense in new[] { "", "..", "../films/" + id, "a b", "a@b", new string('a', 65), "2026-03-01T12:00:00", "2026-03-01T12:00:00 01:00", "12:00" })
        {
            (await ErrorAsync(host, nonsense)).Should().Match<AybError>(
                error => error.Kind == ErrorKind.InvalidRequest && error.Message.StartsWith("A version is the id of a snapshot, or a time"), nonsense);
        }

        (await ErrorAsync(host, "2026-03-01T12:00:00 01:00")).Message.Should().EndWith("+01:00; in an address a + is written %2B.");
        (await ErrorAsync(host, "yesterday!")).Message.Should().EndWith("+01:00.");
    }

    [Fact]
    public async Task A_server_without_a_place_for_snapshots_has_none()
    {
        await using var host = await SnapshotsHost.StartWithoutAsync();
        host.Databases["books"] = "one";

        (await ErrorAsync(host, "2026-03-01T12:00:00Z")).Kind.Should().Be(ErrorKind.NotSetUp);
    }

    [Fact]
    public async Task What_is_not_what_was_stored_is_an_error()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var first = await host.TakeAsync();
        host.Databases["books"] = "two";
        var second = await host.TakeAsync();
        File.Copy(host.PathOf($"alice/books/{first}"), host.PathOf($"alice/books/{second}"), overwrite: true);

        (await ErrorAsync(host, second)).Kind.Should().Be(ErrorKind.SnapshotDamaged);

        await File.WriteAllTextAsync(host.PathOf($"alice/books/{second}"), "no object at all");
        (await ErrorAsync(host, second)).Kind.Should().BeOneOf(ErrorKind.SnapshotDamaged, ErrorKind.SnapshotNotFound);
    }

    [Fact]
    public async Task One_that_somebody_has_removed_is_told_once_and_then_the_one_before_it_is_meant()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var first = await host.TakeAsync();
        host.Databases["books"] = "two";
        var second = await host.TakeAsync();
        File.Delete(host.PathOf($"alice/books/{second}"));
        host.Host.Facts.Clear();

        (await ErrorAsync(host, "2030-01-01T00:00:00Z")).Kind.Should().Be(ErrorKind.SnapshotNotFound);

        host.Host.Facts.All.Should().BeEmpty("it may come back");
        (await AskAsync(host, "2030-01-01T00:00:00Z")).Should().Be((first, 3, "one"));
        await host.ShouldAgreeAsync("books");
    }

    [Theory, MemberData(nameof(UnmountedDisk.Leaving), MemberType = typeof(UnmountedDisk))]
    public async Task A_disk_that_is_not_mounted_is_an_error_and_nothing_is_forgotten(string leaving)
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync();

        using (UnmountedDisk.Of(host, leaving))
        {
            (await ErrorAsync(host, id)).Kind.Should().Be(ErrorKind.SnapshotFailed);
            (await ErrorAsync(host, "2030-01-01T00:00:00Z")).Kind.Should().Be(ErrorKind.SnapshotFailed, "it is in the list still");
        }

        (await AskAsync(host, id)).Content.Should().Be("one");
    }

    [Fact]
    public async Task One_that_was_taken_for_gone_is_listed_again_once_it_is_read()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        await host.TakeAsync();
        host.Databases["books"] = "two";
        var second = await host.TakeAsync();
        var elsewhere = Path.Combine(host.Host.Folder, "elsewhere");
        File.Move(host.PathOf($"alice/books/{second}"), elsewhere);
        (await ErrorAsync(host, second)).Kind.Should().Be(ErrorKind.SnapshotNotFound);
        File.Move(elsewhere, host.PathOf($"alice/books/{second}"));

        (await AskAsync(host, second)).Content.Should().Be("two");

        (await AskAsync(host, "2030-01-01T00:00:00Z")).Id.Should().Be(second, "it is in the list");
        await host.ShouldAgreeAsync("books");
    }

    [Fact]
    public async Task A_storage_that_is_away_is_an_error_and_nothing_is_forgotten()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync();
        host.Storage.IsDown = true;

        (await ErrorAsync(host, id)).Kind.Should().Be(ErrorKind.StorageUnreachable);

        host.Storage.IsDown = false;
        (await AskAsync(host, id)).Content.Should().Be("one");
    }

    [Fact]
    public async Task A_version_is_read_while_the_next_snapshot_is_taken()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync();
        var copying = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        host.Databases.BeforeCopy = _ =>
        {
            copying.SetResult();
            return goOn.Task;
        };
        var taking = host.TakeAsync();
        await copying.Task.WaitAsync(SnapshotsHost.Deadline);

        (await AskAsync(host, id).WaitAsync(SnapshotsHost.Deadline)).Content.Should().Be("one");

        goOn.SetResult();
        await taking;
    }

    private static async Task<(string Id, long Bytes, string Content)> AskAsync(SnapshotsHost host, string version)
    {
        var answer = await TryAsync(host, version);
        answer.TryGet(out var told, out var error).Should().BeTrue(error?.Message);
        return told;
    }

    private static async Task<AybError> ErrorAsync(SnapshotsHost host, string version) =>
        (await TryAsync(host, version)).Error.Should().NotBeNull().And.BeOfType<AybError>().Subject;

    /// <summary>Asks, and reads it within the same request.</summary>
    private static async Task<Result<(string Id, long Bytes, string Content)>> TryAsync(SnapshotsHost host, string version)
    {
        await using var scope = host.Host.Services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var answer = await mediator.Ask(new WhichVersion(StubDatabases.Named("books"), version), CancellationToken.None);
        if (!answer!.Value.TryGet(out var found, out var error))
        {
            return error;
        }

        using var file = new MemoryStream();
        var written = await found.WriteAsync(file, CancellationToken.None);
        return written.TryGet(out _, out error) ? (found.Id, found.Bytes, Encoding.UTF8.GetString(file.ToArray())) : error;
    }
}
