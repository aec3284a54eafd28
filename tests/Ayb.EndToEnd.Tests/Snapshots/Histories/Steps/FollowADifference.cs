using System.Text.Json;

namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

/// <summary>The script between two versions makes the one of the other, and what is counted is what differs.</summary>
internal sealed class FollowADifference : IStep
{
    public int Weight => 3;

    public bool IsPossible(History history, TrackedDatabase database) => !history.IsAutomatic && Known(database).Count > 1;

    public async Task HappenAsync(History history, TrackedDatabase database)
    {
        var known = Known(database);
        var (from, to) = (known[history.Random.Next(known.Count)], known[history.Random.Next(known.Count)]);
        history.Say($"{from.Id} to {to.Id}");
        var path = $"GET marcua/{database.Name}/diff?from={from.Id}&to={to.Id}";
        var counted = await history.CallAsync(path);
        var script = await history.CallAsync(path, body: null, "accept: application/sql");

        counted.Should().StartWith("200 ");
        script.Should().StartWith("200");
        Counts(counted[4..]).Should().BeEquivalentTo(Differences(from.Candidates[0], to.Candidates[0]));

        await RestoreASnapshot.RestoreAsync(history, database, from);
        await WriteSomething.WriteAsync(history, database, new Change(script[3..], to.Candidates[0]));
    }

    /// <summary>Those whose content is no question any more.</summary>
    private static List<Version> Known(TrackedDatabase database) => [.. database.Versions.Values.Where(version => version.Candidates.Count == 1)];

    /// <summary>Of the tables that are in both.</summary>
    private static Dictionary<string, (int Inserted, int Updated, int Deleted)> Differences(Content from, Content to) => from.Tables.Keys
        .Intersect(to.Tables.Keys)
        .Select(table => (Name: table, From: from.Tables[table], To: to.Tables[table]))
        .Select(table => (table.Name, Count: (
            table.To.Keys.Except(table.From.Keys).Count(),
            table.To.Count(row => table.From.TryGetValue(row.Key, out var value) && value != row.Value),
            table.From.Keys.Except(table.To.Keys).Count())))
        .Where(table => table.Count != (0, 0, 0))
        .ToDictionary(table => table.Name, table => table.Count);

    private static Dictionary<string, (int Inserted, int Updated, int Deleted)> Counts(string json)
    {
        var difference = JsonElement.Parse(json);
        var addedOrDropped = difference.GetProperty("schema").EnumerateArray().Select(change => change.GetProperty("name").GetString()).ToHashSet();
        return difference.GetProperty("tables").EnumerateArray()
            .Where(table => !addedOrDropped.Contains(table.GetProperty("name").GetString()))
            .ToDictionary(
                table => table.GetProperty("name").GetString()!,
                table => (table.GetProperty("inserted").GetInt32(), table.GetProperty("updated").GetInt32(), table.GetProperty("deleted").GetInt32()));
    }
}
