using Ayb.Snapshots.Disaster;
using Ayb.Testing;

namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>What happens to a server whose machine is lost, and to the one that takes its place.</summary>
internal static class LostServer
{
    /// <returns>The newest snapshot of books.</returns>
    public static async Task<string> LoseAsync(MetadataEngine engine, StoragePlace place, string? renamed = null)
    {
        await using var host = await SnapshotsHost.StartInAsync(engine, place);
        host.Databases["books"] = "old";
        host.Databases["films"] = "films";
        host.Databases["games"] = "nobody knows these later";
        await host.TakeAsync();
        await host.TakeAsync("films");
        await host.TakeAsync("games");
        (await host.Host.SendAsync(new KeepMetadata())).Error.Should().BeNull();

        // This one has an object and no row in the snapshot of the metadata.
        host.Databases["books"] = "newer";
        if (renamed is not null)
        {
            host.Databases.Rename("books", renamed);
        }

        return await host.TakeAsync(renamed ?? "books", ("snapshot-name", "last%20one"));
    }

    public static async Task ChangeAsync(SnapshotsHost host, int times)
    {
        for (var change = 0; change < times; change++)
        {
            host.Databases["books"] = $"change {change}";
            await host.TakeAsync();
            (await host.Host.SendAsync(new KeepMetadata())).Error.Should().BeNull();
        }
    }

    public static async Task<IReadOnlyList<string>> MetadataIdsAsync(StoragePlace place) =>
        [.. (await place.Storage.ListAsync("~metadata/", CancellationToken.None)).Value.Select(found => found.Key.Split('/')[1])];

    public static void Know(SnapshotsHost host, params string[] databases)
    {
        foreach (var database in databases)
        {
            host.Databases.Lost.Add(database);
        }
    }

    public static async Task<(RestoreReport Report, IReadOnlyList<string> Told)> RestoreAsync(SnapshotsHost host, string? metadata = null)
    {
        var told = new List<string>();
        var restored = await host.Host.SendAsync(new RestoreServer(metadata, told.Add)).WaitAsync(SnapshotsHost.Deadline);
        restored.Error.Should().BeNull();
        return (restored.Value, told);
    }
}
