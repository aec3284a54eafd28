using System.Text.Json;

namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

/// <summary>Nobody gets at it, by whatever way.</summary>
internal sealed class DeleteADatabase : IStep
{
    public int Weight => 1;

    // Which snapshots the server has taken or dropped just before can't be listed any more.
    public bool IsPossible(History history, TrackedDatabase database) => history.Databases.Count > 1 && !history.IsAutomatic;

    public async Task HappenAsync(History history, TrackedDatabase database)
    {
        var answer = await history.CallAsync($"DELETE marcua/{database.Name}", body: null, $"database-name: marcua/{database.Name}");
        answer.Should().StartWith("200 ");
        history.Databases.Remove(database);
        history.Deleted.Add(JsonElement.Parse(answer[4..]).GetProperty("database_id").GetString()!, database);

        (await history.CallAsync($"POST marcua/{database.Name}/query", "SELECT 1")).Should().StartWith("404 ");
        (await history.CallAsync($"GET marcua/{database.Name}/snapshots")).Should().StartWith("404 ");
        if (history.AnyVersion(database) is { } version)
        {
            (await history.CallAsync($"POST marcua/{database.Name}/query?as_of={version.Id}", "SELECT 1")).Should().StartWith("404 ");
            (await history.CallAsync($"POST marcua/{database.Name}/restore_snapshot", version.Id)).Should().StartWith("404 ");
        }
    }
}
