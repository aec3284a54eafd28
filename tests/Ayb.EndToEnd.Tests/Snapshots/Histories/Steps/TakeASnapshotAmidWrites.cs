namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

/// <summary>It shows the database between two writes, and after all those that had been acknowledged when it was asked for.</summary>
internal sealed class TakeASnapshotAmidWrites : IStep
{
    public int Weight => 2;

    public async Task HappenAsync(History history, TrackedDatabase database)
    {
        var taking = TakeASnapshot.TakeAsync(history, database);
        while (!taking.IsCompleted)
        {
            await WriteSomething.WriteAsync(history, database, Change.Random(history.Random, database.Now));
        }

        var id = await taking;
        (await history.ListAsync(database)).Should().Contain(found => found.Id == id && found.IsManual);
    }
}
