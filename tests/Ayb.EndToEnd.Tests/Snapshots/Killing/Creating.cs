using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests.Snapshots.Killing;

/// <summary>There is a new database with all of the content, or there is none; the one that it comes from does not change.</summary>
/// <param name="server">Whose databases they are.</param>
/// <param name="database">Where the content comes from.</param>
/// <param name="create">Given the name of the new one.</param>
/// <param name="content">What is in the new one; <c>null</c> for what is in the other.</param>
internal sealed class Creating(SnapshotServer server, NumberedDatabase database, Func<string, Task<string>> create, int? content) : IWork
{
    private readonly Dictionary<string, int> _created = [];
    private string _next = "";

    public int Databases => 1 + _created.Count;

    public static Task<IWork> ByForkingAsync(SnapshotServer server, NumberedDatabase database) => Task.FromResult<IWork>(new Creating(
        server,
        database,
        name => server.Process.CallAsync(server.Marcua, $"POST marcua/{NumberedDatabase.Name}/fork", body: null, $"database: {name}"),
        content: null));

    public static async Task<IWork> ByImportingAsync(SnapshotServer server, NumberedDatabase database)
    {
        var content = await server.ExportAsync(NumberedDatabase.Name, Transfers.SqliteFile);
        return new Creating(server, database, name => server.ImportAsync(name, Transfers.SqliteFile, content), await database.ReadAsync());
    }

    public Task PrepareAsync(int number)
    {
        _next = $"new-{_created.Count}-{number}";
        return database.SetAsync(number);
    }

    public Task<string> DoAsync() => create(_next);

    public async Task CheckAsync(string? answer, int number)
    {
        (await database.ReadAsync()).Should().Be(number);
        var isThere = (await server.Marcua.DatabasesAsync()).Contains(_next);
        if (answer is not null)
        {
            answer.Should().StartWith("201 ");
            isThere.Should().BeTrue();
        }

        if (isThere)
        {
            _created.Add(_next, content ?? number);
            (await database.ReadAsync(_next)).Should().Be(content ?? number);
        }
    }

    public async Task ConcludeAsync()
    {
        (await server.Marcua.DatabasesAsync()).Should().BeEquivalentTo([NumberedDatabase.Name, .. _created.Keys]);
        foreach (var (name, number) in _created)
        {
            (await database.ReadAsync(name)).Should().Be(number);
        }
    }
}
