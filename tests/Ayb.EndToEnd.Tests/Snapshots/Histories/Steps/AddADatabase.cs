namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

internal sealed class AddADatabase : IStep
{
    private const int Most = 3;

    public int Weight => 1;

    public bool IsPossible(History history, TrackedDatabase database) => history.Databases.Count < Most;

    public async Task HappenAsync(History history, TrackedDatabase database)
    {
        var added = new TrackedDatabase($"books{history.Databases.Count}");
        await history.Server.Marcua.CreateAsync(added.Name);
        history.Databases.Add(added);
        await history.AgreeAsync(added);
    }
}
