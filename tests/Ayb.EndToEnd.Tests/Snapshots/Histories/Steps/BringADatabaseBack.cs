namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

/// <summary>It is what it was, with all of its snapshots, unless another has taken its name.</summary>
internal sealed class BringADatabaseBack : IStep
{
    public int Weight => 2;

    public bool IsPossible(History history, TrackedDatabase database) => history.Deleted.Count > 0;

    public async Task HappenAsync(History history, TrackedDatabase database)
    {
        var (id, deleted) = history.Deleted.ElementAt(history.Random.Next(history.Deleted.Count));
        history.Say(deleted.Name);
        var answer = await history.CallAsync($"POST marcua/{deleted.Name}/undelete", body: null, $"database-id: {id}");
        if (history.Databases.Any(taken => taken.Name == deleted.Name))
        {
            answer.Should().StartWith("409 ");
            return;
        }

        answer.Should().StartWith("200 ");
        history.Deleted.Remove(id);
        history.Databases.Add(deleted);
        await history.AgreeAsync(deleted);
    }
}
