namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

internal sealed class AddADatabase : IStep
{
    public int Weight => 1;

    public bool IsPossible(History history, TrackedDatabase database) => history.HasRoom;

    public async Task HappenAsync(History history, TrackedDatabase database)
    {
        var added = new TrackedDatabase(history.NewName());
        await history.Server.Marcua.CreateAsync(added.Name);
        history.Databases.Add(added);
        await history.AgreeAsync(added);
    }
}
