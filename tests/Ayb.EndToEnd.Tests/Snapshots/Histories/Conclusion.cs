using Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

namespace Ayb.EndToEnd.Tests.Snapshots.Histories;

/// <summary>What has to be so whatever has happened.</summary>
internal static class Conclusion
{
    public static async Task DrawAsync(History history)
    {
        history.Say("At the end");
        await NothingLiesAroundAsync(history);
        foreach (var database in history.Databases)
        {
            foreach (var version in database.Versions.Values.ToList())
            {
                await RestoreASnapshot.RestoreAsync(history, database, version);
            }

            await history.AgreeAsync(database);
            (await history.QueryAsync(database, "PRAGMA integrity_check")).Should().BeEquivalentTo([new[] { "ok" }]);
        }
    }

    private static async Task NothingLiesAroundAsync(History history)
    {
        var server = history.Server;
        await (server.IsInFolder ? server.ReturnAfterDaysAsync() : server.KillAndRestartAsync());

        var unreachable = history.Deleted.Values.SelectMany(database => database.Versions.Keys).ToList();
        await server.UntilTidyAsync(unreachable, [.. history.Databases.Select(database => database.Name)]);
        foreach (var database in history.Databases)
        {
            await history.AgreeAsync(database);
        }

        server.UntilKept();
        server.UntilNothingIsStray();
        server.DatabaseFolders.Should().HaveCount(history.Databases.Count + history.Deleted.Count);
    }
}
