using System.Globalization;
using System.Net;
using System.Text.Json;
using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests.Snapshots.Killing;

/// <summary>Somebody writes all the time: what was acknowledged is in the database that it was written to, or in a snapshot of that.</summary>
internal sealed class ReplacingUnderWrites(SnapshotServer server, NumberedDatabase database, string snapshot) : IWork
{
    private readonly List<string> _acknowledged = [];
    private Task _writing = Task.CompletedTask;
    private volatile bool _isEnough;
    private int _last;

    public static async Task<IWork> BeginAsync(SnapshotServer server, NumberedDatabase database)
    {
        await server.Marcua.QueryAsync(NumberedDatabase.Name, "CREATE TABLE written (number)");
        var id = Listing.IdOf(await server.Process.CallAsync(server.Marcua, $"POST marcua/{NumberedDatabase.Name}/snapshots"));
        return new ReplacingUnderWrites(server, database, id);
    }

    public async Task PrepareAsync(int number)
    {
        _isEnough = false;
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _writing = WriteAsync(begun);
        await begun.Task;
    }

    public async Task<string> DoAsync()
    {
        var answer = await server.Process.CallAsync(server.Marcua, $"POST marcua/{NumberedDatabase.Name}/restore_snapshot", snapshot);
        _isEnough = true;
        return answer;
    }

    public async Task CheckAsync(string? answer, int number)
    {
        _isEnough = true;
        await _writing;
        (await database.ReadAsync()).Should().Be(0);
        answer?.Should().StartWith("200 ");
    }

    public async Task ConcludeAsync()
    {
        var found = new HashSet<string>(await WrittenAsync(""));
        foreach (var id in await server.IdsAsync())
        {
            found.UnionWith(await WrittenAsync($"?as_of={id}"));
        }

        _acknowledged.Should().NotBeEmpty();
        _acknowledged.Except(found).Should().BeEmpty("what was acknowledged is in the database, or in a snapshot");
    }

    private async Task WriteAsync(TaskCompletionSource begun)
    {
        while (!_isEnough)
        {
            var number = (++_last).ToString(CultureInfo.InvariantCulture);
            try
            {
                using var response = await server.Marcua.TryQueryAsync(NumberedDatabase.Name, $"INSERT INTO written VALUES ({number})", CancellationToken.None);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    _acknowledged.Add(number);
                    begun.TrySetResult();
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // The server is dead.
                return;
            }
        }
    }

    private async Task<IEnumerable<string>> WrittenAsync(string version)
    {
        var answer = await server.Process.CallAsync(server.Marcua, $"POST marcua/{NumberedDatabase.Name}/query{version}", "SELECT number FROM written");
        answer.Should().StartWith("200 ");
        using var rows = JsonDocument.Parse(answer[4..]);
        return [.. rows.RootElement.GetProperty("rows").EnumerateArray().Select(row => row[0].GetString()!)];
    }
}
