using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests.Snapshots.Killing;

/// <summary>There is a fork with all of the content, or there is none; the database that it comes from does not change.</summary>
internal sealed class Forking(SnapshotServer server, NumberedDatabase database) : IWork
{
    private readonly Dictionary<string, int> _forks = [];
    private string _fork = "";

    public int Databases => 1 + _forks.Count;

    public Task PrepareAsync(int number)
    {
        _fork = $"fork-{_forks.Count}-{number}";
        return database.SetAsync(number);
    }

    public Task<string> DoAsync() => server.Process.CallAsync(
        server.Marcua, $"POST marcua/{NumberedDatabase.Name}/fork", body: null, $"database: {_fork}");

    public async Task CheckAsync(string? answer, int number)
    {
        (await database.ReadAsync()).Should().Be(number);
        var isThere = (await server.Marcua.DatabasesAsync()).Contains(_fork);
        if (answer is not null)
        {
            answer.Should().StartWith("201 ");
            isThere.Should().BeTrue();
        }

        if (isThere)
        {
            _forks.Add(_fork, number);
            (await database.ReadAsync(_fork)).Should().Be(number);
        }
    }

    public async Task ConcludeAsync()
    {
        (await server.Marcua.DatabasesAsync()).Should().BeEquivalentTo([NumberedDatabase.Name, .. _forks.Keys]);
        foreach (var (fork, number) in _forks)
        {
            (await database.ReadAsync(fork)).Should().Be(number);
        }
    }
}
