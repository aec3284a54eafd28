namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

/// <summary>It can be neither restored nor deleted again, and nothing else has changed.</summary>
internal sealed class DeleteASnapshot : IStep
{
    public int Weight => 1;

    public bool IsPossible(History history, TrackedDatabase database) => database.Versions.Values.Any(version => version.IsManual);

    public async Task HappenAsync(History history, TrackedDatabase database)
    {
        var manual = database.Versions.Values.Where(version => version.IsManual).ToList();
        var id = manual[history.Random.Next(manual.Count)].Id;
        history.Say(id);
        (await history.CallAsync($"DELETE marcua/{database.Name}/snapshots/{id}")).Should().StartWith("20");
        database.Versions.Remove(id);

        (await history.CallAsync($"POST marcua/{database.Name}/restore_snapshot", id)).Should().StartWith("404 ");
        (await history.CallAsync($"DELETE marcua/{database.Name}/snapshots/{id}")).Should().StartWith("404 ");
    }
}
