using System.Text.Json;

namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

internal sealed class TakeASnapshot : IStep
{
    public int Weight => 4;

    public async Task HappenAsync(History history, TrackedDatabase database)
    {
        var id = await TakeAsync(history, database);

        var found = await history.ListAsync(database);
        found.Should().Contain(version => version.Id == id && version.IsManual);
        database.Versions[id] = database.Versions[id] with { Candidates = [database.Now] };
    }

    /// <returns>Its id.</returns>
    public static async Task<string> TakeAsync(History history, TrackedDatabase database)
    {
        var answer = await history.CallAsync($"POST marcua/{database.Name}/snapshots");
        answer.Should().StartWith("201 ");
        var id = JsonElement.Parse(answer[4..]).GetProperty("snapshot_id").GetString()!;
        history.Say(id);
        return id;
    }
}
