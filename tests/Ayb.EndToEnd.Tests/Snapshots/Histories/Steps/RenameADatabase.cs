namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

/// <summary>Everything goes with it, and its old name leads nowhere.</summary>
internal sealed class RenameADatabase : IStep
{
    public int Weight => 1;

    public bool IsPossible(History history, TrackedDatabase database) => history.HasName;

    public async Task HappenAsync(History history, TrackedDatabase database)
    {
        var name = history.NewName();
        history.Say(name);
        (await history.CallAsync($"POST marcua/{database.Name}/rename", body: null, $"new-name: {name}")).Should().StartWith("200 ");

        (await history.CallAsync($"POST marcua/{database.Name}/query", "SELECT 1")).Should().StartWith("404 ");
        database.Name = name;
    }
}
