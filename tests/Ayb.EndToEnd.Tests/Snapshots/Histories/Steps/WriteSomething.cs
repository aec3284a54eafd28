namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

internal sealed class WriteSomething : IStep
{
    public int Weight => 8;

    public Task HappenAsync(History history, TrackedDatabase database) =>
        WriteAsync(history, database, Change.Random(history.Random, database.Now));

    public static async Task WriteAsync(History history, TrackedDatabase database, Change change)
    {
        history.Say($"{change.Sql}");
        var from = History.Clock;
        await history.QueryAsync(database, change.Sql);
        database.Becomes(change.After, from, History.Clock);
    }
}
