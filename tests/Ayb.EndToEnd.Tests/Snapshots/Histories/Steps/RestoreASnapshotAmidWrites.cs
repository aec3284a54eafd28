using System.Collections.Immutable;
using System.Globalization;

namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

/// <summary>
/// What is written while a database is restored is acknowledged before the exchange or after it: the first rows are in the last safety
/// snapshot, the others in the restored database, and none is nowhere.
/// </summary>
internal sealed class RestoreASnapshotAmidWrites : IStep
{
    private static readonly TableShape Diary = TableShape.Named("keyed");

    private long _lastKey = 1000;

    public int Weight => 2;

    public bool IsPossible(History history, TrackedDatabase database) => database.Versions.Values.Any(version => version.IsManual);

    public async Task HappenAsync(History history, TrackedDatabase database)
    {
        var version = database.Versions.Values.Last(version => version.IsManual);
        history.Say(version.Id);
        var (before, from) = (database.Now, History.Clock);
        var keys = await WriteAmidAsync(history, database, history.CallAsync($"POST marcua/{database.Name}/restore_snapshot", version.Id));

        var found = await history.ReadAsync(database);
        var kept = keys.TakeWhile(key => !RowsOf(found).ContainsKey(key)).ToList();
        var restored = version.Candidates.Where(candidate => Append(candidate, keys.Skip(kept.Count)) == found).ToList();
        restored.Should().NotBeEmpty("rows {0} to {1} were written, {2} of them before the exchange, and what is there is\n{3}", keys[0], keys[^1], kept.Count, found);
        database.Versions[version.Id] = version with { Candidates = restored };

        Content[] past = [.. Stages(before, kept), .. Stages(restored[0], keys.Skip(kept.Count))];
        Array.ForEach(past, content => database.Becomes(content, from, History.Clock));
        var last = (await history.ListAsync(database)).First(safety => safety.Kind == "safety");
        await RestoreASnapshot.RestoreAsync(history, database, last with { Candidates = [Append(before, kept)] });
    }

    /// <returns>The keys of the rows, as they were acknowledged; each was.</returns>
    private async Task<IReadOnlyList<long>> WriteAmidAsync(History history, TrackedDatabase database, Task<string> restoring)
    {
        var keys = new List<long>();
        do
        {
            var key = (++_lastKey).ToString(CultureInfo.InvariantCulture);
            await history.QueryAsync(database, $"{Diary.Create.Replace("TABLE", "TABLE IF NOT EXISTS")}; INSERT INTO keyed VALUES ({key}, 'diary')");
            keys.Add(_lastKey);
        }
        while (!restoring.IsCompleted);

        (await restoring).Should().Be("200 {}");
        return keys;
    }

    private static IEnumerable<Content> Stages(Content first, IEnumerable<long> keys) =>
        Enumerable.Range(0, keys.Count() + 1).Select(count => Append(first, keys.Take(count)));

    private static Content Append(Content content, IEnumerable<long> keys) => keys.Any()
        ? content.With(Diary.Name, RowsOf(content).SetItems(keys.Select(key => KeyValuePair.Create(key, "'diary'"))))
        : content;

    private static ImmutableSortedDictionary<long, string> RowsOf(Content content) =>
        content.Tables.GetValueOrDefault(Diary.Name, ImmutableSortedDictionary<long, string>.Empty);
}
