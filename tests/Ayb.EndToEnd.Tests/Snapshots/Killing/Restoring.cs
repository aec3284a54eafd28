using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests.Snapshots.Killing;

/// <summary>The database is what it was before, or what it is to be; and if it is that, then a snapshot holds what it was.</summary>
internal sealed class Restoring(SnapshotServer server, NumberedDatabase database) : IWork
{
    private const int Restored = -1;

    private readonly HashSet<int> _replaced = [];

    private string _id = "";

    public static async Task<IWork> BeginAsync(SnapshotServer server, NumberedDatabase database)
    {
        await database.SetAsync(Restored);
        var taken = await server.Process.CallAsync(server.Marcua, $"POST marcua/{NumberedDatabase.Name}/snapshots");
        return new Restoring(server, database) { _id = Listing.IdOf(taken) };
    }

    public Task PrepareAsync(int number) => database.SetAsync(number);

    public Task<string> DoAsync() => RestoreAsync(_id);

    public async Task CheckAsync(string? answer, int number)
    {
        var found = await database.ReadAsync();
        found.Should().BeOneOf(number, Restored);
        if (answer is not null)
        {
            answer.Should().Be("200 {}");
            found.Should().Be(Restored);
        }

        if (found == Restored)
        {
            _replaced.Add(number);
        }

        (await server.IdsAsync()).Should().Contain(_id);
    }

    public async Task ConcludeAsync()
    {
        var kept = new HashSet<int>();
        foreach (var id in await server.IdsAsync())
        {
            (await RestoreAsync(id)).Should().Be("200 {}");
            kept.Add(await database.ReadAsync());
        }

        kept.Should().Contain(_replaced);
    }

    private Task<string> RestoreAsync(string id) =>
        server.Process.CallAsync(server.Marcua, $"POST marcua/{NumberedDatabase.Name}/restore_snapshot", id);
}
