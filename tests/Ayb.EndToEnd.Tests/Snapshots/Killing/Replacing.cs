using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests.Snapshots.Killing;

/// <summary>The database is what it was before, or what it is to be; and if it is that, then a snapshot holds what it was.</summary>
internal sealed class Replacing(SnapshotServer server, NumberedDatabase database, Func<Task<string>> replace) : IWork
{
    private const int Other = -1;

    private readonly HashSet<int> _replaced = [];

    /// <summary>By a snapshot.</summary>
    public static async Task<IWork> ByRestoringAsync(SnapshotServer server, NumberedDatabase database)
    {
        await database.SetAsync(Other);
        var id = Listing.IdOf(await server.Process.CallAsync(server.Marcua, $"POST marcua/{NumberedDatabase.Name}/snapshots"));
        return new Replacing(server, database, () => RestoreAsync(server, id));
    }

    /// <summary>By what somebody sends: a script where its literals are not too long for one, else a file.</summary>
    public static async Task<IWork> ByImportingAsync(SnapshotServer server, NumberedDatabase database)
    {
        await database.SetAsync(Other);
        var type = server.IsInFolder ? Transfers.Script : Transfers.SqliteFile;
        var content = await server.ExportAsync(NumberedDatabase.Name, type);
        return new Replacing(server, database, () => server.ImportAsync(NumberedDatabase.Name, type, content));
    }

    public Task PrepareAsync(int number) => database.SetAsync(number);

    public Task<string> DoAsync() => replace();

    public async Task CheckAsync(string? answer, int number)
    {
        var found = await database.ReadAsync();
        found.Should().BeOneOf(number, Other);
        if (answer is not null)
        {
            answer.Should().StartWith("200 ");
            found.Should().Be(Other);
        }

        if (found == Other)
        {
            _replaced.Add(number);
        }
    }

    public async Task ConcludeAsync()
    {
        var kept = new HashSet<int>();
        foreach (var id in await server.IdsAsync())
        {
            (await RestoreAsync(server, id)).Should().Be("200 {}");
            kept.Add(await database.ReadAsync());
        }

        kept.Should().Contain(_replaced);
    }

    private static Task<string> RestoreAsync(SnapshotServer server, string id) =>
        server.Process.CallAsync(server.Marcua, $"POST marcua/{NumberedDatabase.Name}/restore_snapshot", id);
}
