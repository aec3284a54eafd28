using System.Text;
using Ayb.Snapshots.Disaster;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Snapshots.Zstd;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests;

/// <summary>Snapshots of what the server knows of itself.</summary>
public sealed class KeepingMetadata
{
    public static TheoryData<MetadataEngine, string> Everywhere => new()
    {
        { MetadataEngine.Sqlite, StoragePlace.Folder },
        { MetadataEngine.Postgres, StoragePlace.Folder },
        { MetadataEngine.Sqlite, StoragePlace.S3 },
    };

    [Theory, MemberData(nameof(Everywhere))]
    public async Task It_is_kept_when_it_has_changed_and_only_then(MetadataEngine engine, string kind)
    {
        using var place = await StoragePlace.OpenAsync(kind);
        await using var host = await SnapshotsHost.StartInAsync(engine, place);
        await KeepAsync(host);
        (await ListAsync(place)).Should().BeEmpty("there is nobody yet, and this may be a server that waits to be restored");

        host.Databases["books"] = "one";
        var id = await host.TakeAsync();
        await KeepAsync(host);
        await KeepAsync(host);

        var only = (await ListAsync(place)).Should().ContainSingle().Subject;
        only.Should().Be("20260301T120001Z");
        (await ReadAsync(place, only)).Should().StartWith("""{"format":"ayb-metadata","version":1,"schemas":{"Snapshots":""").And.Contain(id);
        await host.TakeAsync();
        await KeepAsync(host);
        (await ListAsync(place)).Should().Equal("20260301T120001Z", "20260301T120002Z");
        Directory.GetFiles(host.Host.Folder).Should().NotContain(file => file.Contains("export", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_newest_three_stay()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        for (var change = 0; change < 5; change++)
        {
            host.Databases["books"] = $"{change}";
            await host.TakeAsync();
            await KeepAsync(host);
        }

        (await ListAsync(place)).Should().Equal("20260301T120003Z", "20260301T120004Z", "20260301T120005Z");
    }

    [Fact]
    public async Task Those_of_another_server_are_not_its_own()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using (var other = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place))
        {
            other.Databases["books"] = "theirs";
            await other.TakeAsync();
            await KeepAsync(other);
        }

        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        for (var change = 0; change < 5; change++)
        {
            host.Databases["books"] = $"{change}";
            await host.TakeAsync();
            await KeepAsync(host);
        }

        (await ListAsync(place)).Should().BeEquivalentTo("20260301T120001Z", "20260301T120004Z", "20260301T120005Z", "20260301T120006Z");
    }

    [Fact]
    public async Task Those_of_another_server_do_not_push_its_own_out()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using var other = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        for (var change = 0; change < 4; change++)
        {
            foreach (var server in new[] { host, other })
            {
                server.Databases["books"] = $"{change}";
                await server.TakeAsync();
                await KeepAsync(server);
            }
        }

        (await ListAsync(place)).Should().HaveCount(6, "each has its newest three");
    }

    [Fact]
    public async Task A_clock_that_was_set_back_takes_none_out_of_turn()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        await place.Storage.UploadAsync("~metadata/20270101T000000Z", new MemoryStream([1]), new Dictionary<string, string>(), CancellationToken.None);
        host.Databases["books"] = "one";
        await host.TakeAsync();

        await KeepAsync(host);

        (await ListAsync(place)).Should().Equal("20270101T000000Z", "20270101T000001Z");
    }

    [Theory]
    [InlineData("20990101T000000Z")]
    [InlineData("99991231T235959Z")]
    public async Task One_that_claims_to_come_from_far_ahead_is_left_aside(string id)
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        await place.Storage.UploadAsync($"~metadata/{id}", new MemoryStream([1]), new Dictionary<string, string>(), CancellationToken.None);
        for (var change = 0; change < 5; change++)
        {
            host.Databases["books"] = $"{change}";
            await host.TakeAsync();
            await KeepAsync(host);
        }

        (await ListAsync(place)).Should().Equal("20260301T120003Z", "20260301T120004Z", "20260301T120005Z", id);
        host.Log.All.Should().ContainMatch($"Metadata: these snapshots claim to be of a time that has not come*{id}*");
    }

    [Fact]
    public async Task A_clock_that_is_far_behind_that_of_the_storage_takes_none_out_of_turn()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        var today = $"{DateTime.UtcNow.Year}0101T000000Z";
        await place.Storage.UploadAsync($"~metadata/{today}", new MemoryStream([1]), new Dictionary<string, string>(), CancellationToken.None);
        host.Host.Clock.Advance(-TimeSpan.FromDays(365 * 50));
        host.Databases["books"] = "one";
        await host.TakeAsync();

        await KeepAsync(host);

        (await ListAsync(place)).Should().Equal(today, $"{today[..^2]}1Z");
    }

    [Fact]
    public async Task A_storage_that_is_away_is_logged_and_tried_again()
    {
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place);
        host.Databases["books"] = "one";
        await host.TakeAsync();
        host.Storage.IsDown = true;

        (await host.Host.SendAsync(new KeepMetadata())).Succeeded.Should().BeFalse();
        host.Log.All.Should().ContainMatch("Metadata: no snapshot could be taken*can't be reached*");

        host.Storage.IsDown = false;
        await KeepAsync(host);
        (await ListAsync(place)).Should().ContainSingle();
    }

    private static async Task KeepAsync(SnapshotsHost host) =>
        (await host.Host.SendAsync(new KeepMetadata()).WaitAsync(SnapshotsHost.Deadline)).Error.Should().BeNull();

    private static async Task<IReadOnlyList<string>> ListAsync(StoragePlace place) =>
        [.. (await place.Storage.ListAsync("~metadata/", CancellationToken.None)).Value.Select(found => found.Key["~metadata/".Length..])];

    private static async Task<string> ReadAsync(StoragePlace place, string id)
    {
        await using var stored = (await place.Storage.OpenAsync($"~metadata/{id}", CancellationToken.None)).Value;
        await using var plain = new DecompressingStream(stored.Content, 1 << 20);
        using var reader = new StreamReader(plain, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
