namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

/// <summary>The new one has the content, and none of the snapshots; neither changes with the other.</summary>
internal sealed class ForkADatabase : IStep
{
    public int Weight => 2;

    public bool IsPossible(History history, TrackedDatabase database) => history.HasRoom;

    public async Task HappenAsync(History history, TrackedDatabase database)
    {
        var from = History.Clock;
        var fork = new TrackedDatabase(history.NewName());
        history.Say(fork.Name);
        (await history.CallAsync($"POST marcua/{database.Name}/fork", body: null, $"database: {fork.Name}")).Should().StartWith("201 ");
        fork.Becomes(database.Now, from, History.Clock);
        history.Databases.Add(fork);

        await history.AgreeAsync(fork);
        await WriteSomething.WriteAsync(history, fork, Change.Random(history.Random, fork.Now));
        await history.AgreeAsync(fork);
    }
}
