using System.Globalization;
using System.Text.Json;

namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

/// <summary>A snapshot is read where the database stands, by its id or by a moment for which it is the newest.</summary>
internal sealed class QueryThePast : IStep
{
    public int Weight => 4;

    public bool IsPossible(History history, TrackedDatabase database) => database.Versions.Count > 0;

    public async Task HappenAsync(History history, TrackedDatabase database)
    {
        var version = history.AnyVersion(database)!;
        var asOf = history.Random.Next(2) == 0 || history.IsAutomatic ? version.Id : Moment(version.TakenAt);
        history.Say(asOf);
        var shown = asOf == version.Id ? version : Newest(database, version.TakenAt);
        if (await ReadAsync(history, database, asOf) is { } found)
        {
            shown.ShouldBe(found);
            database.Versions[shown.Id] = shown with { Candidates = [found] };
        }
        else
        {
            // The server may have dropped it, or have been killed when it was about to.
            (history.IsAutomatic && !shown.IsManual).Should().BeTrue("{0} is there", shown.Id);
        }

        if (!history.IsAutomatic && database.Versions.Values.Min(known => known.TakenAt) is var first)
        {
            (await ReadAsync(history, database, Moment(first.AddMilliseconds(-1)))).Should().BeNull("the first snapshot was taken later");
        }
    }

    /// <returns>Null when there is no such version.</returns>
    private static async Task<Content?> ReadAsync(History history, TrackedDatabase database, string asOf)
    {
        try
        {
            return await Content.ReadAsync(sql => QueryAsync(history, $"marcua/{database.Name}/query?as_of={Uri.EscapeDataString(asOf)}", sql));
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }

    private static async Task<string?[][]> QueryAsync(History history, string path, string sql)
    {
        var answer = await history.CallAsync($"POST {path}", sql);
        if (answer.StartsWith("404 ", StringComparison.Ordinal))
        {
            throw new KeyNotFoundException(answer);
        }

        answer.Should().StartWith("200 ");
        return JsonElement.Parse(answer[4..]).GetProperty("rows").Deserialize<string?[][]>()!;
    }

    private static Version Newest(TrackedDatabase database, DateTimeOffset until) =>
        database.Versions.Values.Where(version => version.TakenAt <= until).MaxBy(version => version.TakenAt)!;

    private static string Moment(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
