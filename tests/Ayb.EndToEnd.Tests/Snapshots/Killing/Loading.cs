using System.Text;

namespace Ayb.EndToEnd.Tests.Snapshots.Killing;

/// <summary>The rows of a table are all there, or those that were there before.</summary>
internal sealed class Loading(SnapshotServer server, NumberedDatabase database) : IWork
{
    private const int Rows = 100_000;

    private byte[] _content = [];
    private int _loaded = -1;

    public static async Task<IWork> BeginAsync(SnapshotServer server, NumberedDatabase database)
    {
        var loading = new Loading(server, database) { _content = Csv(-1) };
        (await loading.DoAsync()).Should().StartWith("200 ");
        return loading;
    }

    public Task PrepareAsync(int number)
    {
        _content = Csv(number);
        return database.SetAsync(number);
    }

    public Task<string> DoAsync() => server.ImportAsync(NumberedDatabase.Name, Transfers.Rows, _content, table: "loaded");

    public async Task CheckAsync(string? answer, int number)
    {
        (await database.ReadAsync()).Should().Be(number);
        var found = (await server.Marcua.QueryAsync(NumberedDatabase.Name, "SELECT max(number), count(*), count(DISTINCT number) FROM loaded"))[0];
        found[1..].Should().Equal($"{Rows}", "1");
        found[0].Should().BeOneOf($"{number}", answer is null ? $"{_loaded}" : $"{number}");
        _loaded = int.Parse(found[0]!);
    }

    public Task ConcludeAsync() => Task.CompletedTask;

    private static byte[] Csv(int number) =>
        Encoding.ASCII.GetBytes(new StringBuilder("number\n").Insert("number\n".Length, $"{number}\n", Rows).ToString());
}
