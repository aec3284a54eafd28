namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

/// <summary>A script that fails at its end has not happened.</summary>
internal sealed class FailToWrite : IStep
{
    public int Weight => 1;

    public async Task HappenAsync(History history, TrackedDatabase database)
    {
        var (sql, _) = Change.Random(history.Random, database.Now);
        (await history.CallAsync($"POST marcua/{database.Name}/query", $"{sql}INSERT INTO nowhere VALUES (1)")).Should().StartWith("400 ");
    }
}
