using Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Snapshots.Histories;

/// <summary>
/// Databases are written to, kept, restored, in any order, and a dictionary for each tells what has to be in it and in each of its
/// snapshots. A seed makes the same steps again; README.md tells how to try more of them.
/// </summary>
public sealed class AnyHistory
{
    private const int Steps = 30;

    [Theory]
    [InlineData(SnapshotServer.Folder, null, 0, 2)]
    [InlineData(SnapshotServer.Folder, "1s", 10, 1)]
    [InlineData(SnapshotServer.S3, null, 20, 1)]
    public async Task Leaves_every_database_and_every_snapshot_what_it_has_to_be(string place, string? interval, int first, int histories)
    {
        foreach (var seed in FuzzRounds.Seeds(histories).Select(seed => seed + first))
        {
            await using var server = await SnapshotServer.StartAsync(place, interval);
            var history = new History(server, new Random(seed), isAutomatic: interval is not null);
            try
            {
                await RunAsync(history);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {seed}:\n{history.Log}\n{server.Process.Output}", failure);
            }
        }
    }

    private static async Task RunAsync(History history)
    {
        IReadOnlyList<IStep> steps =
        [
            new WriteSomething(), new FailToWrite(), new AddADatabase(), new KillTheServer(),
            new TakeASnapshot(), new TakeASnapshotAmidWrites(), new RestoreASnapshot(), new RestoreASnapshotAmidWrites(), new DeleteASnapshot(),
            new ExportAndImport(), new FollowADifference(), new QueryThePast(), new ForkADatabase(), new RenameADatabase(), new DeleteADatabase(), new BringADatabaseBack(),
        ];
        for (var step = 0; step < Steps; step++)
        {
            await history.HappenAsync(steps);
        }

        await Conclusion.DrawAsync(history);
    }
}
