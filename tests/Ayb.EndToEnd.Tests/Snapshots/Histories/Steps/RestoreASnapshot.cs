namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

/// <summary>The database is what it was then, and what it was before has become a snapshot.</summary>
internal sealed class RestoreASnapshot : IStep
{
    public int Weight => 3;

    public bool IsPossible(History history, TrackedDatabase database) => database.Versions.Count > 0;

    public Task HappenAsync(History history, TrackedDatabase database) => RestoreAsync(history, database, history.AnyVersion(database)!);

    public static async Task RestoreAsync(History history, TrackedDatabase database, Version version)
    {
        history.Say(version.Id);
        var (before, from) = (database.Now, History.Clock);
        var answer = await history.CallAsync($"POST marcua/{database.Name}/restore_snapshot", version.Id);
        if (history.IsAutomatic && !version.IsManual && answer.StartsWith("404 ", StringComparison.Ordinal))
        {
            await history.ListAsync(database);
            database.Versions.Values.Should().NotContain(listed => listed.IsSame(version), "the server has dropped it, or does so now");
            return;
        }

        answer.Should().Be("200 {}");
        var found = await history.ReadAsync(database);
        version.ShouldBe(found);
        database.Versions[version.Id] = version with { Candidates = [found] };
        database.Becomes(found, from, History.Clock);

        var kept = (await history.ListAsync(database)).Where(safety => safety.Kind == "safety").ToList();
        kept.Should().NotBeEmpty().And.OnlyContain(safety => safety.Candidates.Contains(before));
        kept.ForEach(safety => database.Versions[safety.Id] = safety with { Candidates = [before] });
    }
}
