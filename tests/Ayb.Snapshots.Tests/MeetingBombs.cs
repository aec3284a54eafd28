using System.Text;
using Ayb.Snapshots.Tests.Fixtures;
using Ayb.Snapshots.Zstd;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests;

/// <summary>A few bytes in the storage that become more than the server's disk has room for.</summary>
public sealed class MeetingBombs
{
    private const int Megabyte = 1 << 20;

    [Fact]
    public async Task One_in_the_place_of_a_database_is_not_read_to_its_end()
    {
        using var disk = new SmallDisk(size: 4096);
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place, disk.Path);
        host.Databases["books"] = "one";
        await PutAsync(place, "alice/books/bomb", "SQLite format 3\0" + new string('\0', 64 * Megabyte), []);
        host.Host.Clock.Advance(TimeSpan.FromDays(365 * 100));

        (await host.Host.SendAsync(new TidyUp())).Error.Should().BeNull();

        (await host.ListAsync()).Should().BeEmpty();
        host.Log.All.Should().ContainMatch("Object alice/books/bomb *: left alone, it is no snapshot: The snapshot holds more than the * bytes*");
    }

    [Fact]
    public async Task One_of_rows_in_the_place_of_metadata_gives_way_to_an_older_one()
    {
        using var disk = new SmallDisk(size: 4096);
        using var place = await StoragePlace.OpenAsync(StoragePlace.Folder);
        await using (var lost = await SnapshotsHost.StartInAsync(MetadataEngine.Sqlite, place))
        {
            lost.Databases["books"] = "one";
            await lost.TakeAsync();
            (await lost.Host.SendAsync(new Disaster.KeepMetadata())).Error.Should().BeNull();
        }

        var export = new StringBuilder("""{"format":"ayb-metadata","version":1,"schemas":{"Snapshots":1}}""")
            .Append("\n{\"table\":\"snapshot_states\",\"columns\":[\"database_id\",\"written\",\"restored\"]}\n");
        for (var row = 0; export.Length < 8 * Megabyte; row++)
        {
            export.Append($"[\"{row}\",\"{new string('x', 1000)}\",0]\n");
        }

        await PutAsync(place, "~metadata/20260401T000000Z", export.ToString(), new() { ["bytes"] = $"{long.MaxValue}" });
        await using var host = await SnapshotsHost.StartInAsync(MetadataEngine.Postgres, place, disk.Path);
        var told = new List<string>();

        (await host.Host.SendAsync(new RestoreServer(null, told.Add)).WaitAsync(SnapshotsHost.Deadline)).Error.Should().BeNull();

        told[0].Should().Match("Metadata: its snapshot 20260401T000000Z can't be restored. The snapshot holds more than the * bytes*");
        told[1].Should().Be("Metadata: restored from its snapshot 20260301T120001Z");
    }

    private static async Task PutAsync(StoragePlace place, string key, string content, Dictionary<string, string> metadata)
    {
        using var plain = new MemoryStream(Encoding.UTF8.GetBytes(content));
        await using var compressed = new CompressingStream(plain);
        (await place.Storage.UploadAsync(key, compressed, metadata, CancellationToken.None)).Error.Should().BeNull();
    }
}
