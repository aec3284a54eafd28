namespace Ayb.EndToEnd.Tests.Snapshots.Killing;

/// <summary>Nothing changes, and nothing lies around.</summary>
internal sealed class Exporting(SnapshotServer server, NumberedDatabase database) : IWork
{
    public Task PrepareAsync(int number) => database.SetAsync(number);

    public async Task<string> DoAsync()
    {
        var content = await server.ExportAsync(NumberedDatabase.Name, Transfers.Script);
        return $"200 {content.Length}";
    }

    public async Task CheckAsync(string? answer, int number) => (await database.ReadAsync()).Should().Be(number);

    public Task ConcludeAsync() => Task.CompletedTask;
}
