using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests;

/// <summary>Somebody moves or copies objects behind the server's back.</summary>
public sealed class MovingObjects
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_snapshot_has_its_object_again_wherever_it_was_moved(MetadataEngine engine)
    {
        await using var host = await SnapshotsHost.StartAsync(engine);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync("books", ("snapshot-name", "mine"));
        var before = await host.ListAsync();
        host.Databases.Rename("books", "novels");
        host.Host.Facts.Clear();
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));
        Directory.Move(host.PathOf("alice/books"), host.PathOf("alice/novels"));

        await TidyUpAsync(host, times: 3);

        (await host.ListAsync("novels")).Should().BeEquivalentTo(before);
        host.Host.Facts.All.Should().BeEmpty("it is no new one");
        AdoptionsIn(host).Should().Be(1);
        (await host.RestoreAsync(id, "novels")).Should().Be("200 {}");
    }

    [Fact]
    public async Task A_copy_is_opened_once_and_serves_when_what_it_was_made_of_is_gone()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        host.Databases["books"] = "one";
        var id = await host.TakeAsync();
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));
        await using (var stored = (await place.Storage.OpenAsync($"alice/books/{id}", CancellationToken.None)).Value)
        {
            await place.Storage.UploadAsync($"alice/copies/{id}", stored.Content, stored.Metadata, CancellationToken.None);
        }

        var opened = 0;
        host.Storage.BeforeOpen = key =>
        {
            opened += key.StartsWith("alice/copies/", StringComparison.Ordinal) ? 1 : 0;
            return false;
        };

        await TidyUpAsync(host, times: 3);

        opened.Should().Be(1);
        AdoptionsIn(host).Should().Be(0);
        await place.Storage.DeleteAsync($"alice/books/{id}", CancellationToken.None);
        await TidyUpAsync(host, times: 1);
        (await host.ListAsync()).Should().ContainSingle();
        (await host.RestoreAsync(id)).Should().Be("200 {}");
    }

    [Fact]
    public async Task What_has_the_same_id_and_holds_something_else_does_not_stand_in()
    {
        await using var host = await SnapshotsHost.StartAsync(MetadataEngine.Sqlite);
        host.Databases["books"] = "one";
        host.Databases.Ids["books"] = StubDatabases.Named("novels").Id;
        var id = await host.TakeAsync();
        await host.PutAsync($"alice/novels/{id}", "two", bytes: 3);
        File.Delete(host.PathOf($"alice/books/{id}"));
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));

        await TidyUpAsync(host, times: 2);

        (await host.ListAsync()).Should().BeEmpty();
        AdoptionsIn(host).Should().Be(0);
    }

    private static int AdoptionsIn(SnapshotsHost host) =>
        host.Log.All.Count(line => line.Contains("was stored, but not in the list", StringComparison.Ordinal));

    private static async Task TidyUpAsync(SnapshotsHost host, int times)
    {
        for (var time = 0; time < times; time++)
        {
            (await host.Host.SendAsync(new TidyUp()).WaitAsync(SnapshotsHost.Deadline)).Error.Should().BeNull();
        }
    }
}
