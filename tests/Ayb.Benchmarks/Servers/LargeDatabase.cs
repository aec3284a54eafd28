using System.Globalization;
using Ayb.Benchmarks.Load;

namespace Ayb.Benchmarks.Servers;

/// <summary>A database of pages whose content compresses to about a half.</summary>
internal sealed class LargeDatabase
{
    public const string Name = "large";

    /// <summary>With what SQLite's pages leave free.</summary>
    private const int RowsOfAMegabyte = 2300;

    private const int MegabytesAtOnce = 100;

    private const string Create =
        "CREATE TABLE page (id INTEGER PRIMARY KEY, title TEXT NOT NULL, content TEXT NOT NULL); CREATE TABLE entry (id INTEGER PRIMARY KEY, points INTEGER)";

    private readonly AybServer _server;
    private readonly int _rows;
    private readonly IReadOnlyList<int> _ids;

    private LargeDatabase(AybServer server, int rows) => (_server, _rows, _ids) = (server, rows, Items.Scattered(rows));

    public Call Write => _server.Query(Name, "INSERT INTO entry (points) VALUES (7)");

    /// <param name="megabytes">At least.</param>
    public static async Task<LargeDatabase> CreateAsync(AybServer server, int megabytes)
    {
        await server.CreateAsync(Name);
        await server.Query(Name, Create).SendAsync(server.Http);
        for (var made = 0; made < megabytes; made += MegabytesAtOnce)
        {
            await server.Query(Name, Fill(made * RowsOfAMegabyte, Math.Min(made + MegabytesAtOnce, megabytes) * RowsOfAMegabyte)).SendAsync(server.Http);
        }

        return new LargeDatabase(server, megabytes * RowsOfAMegabyte);
    }

    public Call Read(int number)
    {
        var id = _ids[number % _ids.Count];
        return _server.Query(Name, string.Create(CultureInfo.InvariantCulture, $"SELECT title FROM page WHERE id = {id}"), answer => answer.Contains(Title(id)));
    }

    /// <exception cref="WrongAnswerException">It is not what was made.</exception>
    public Task CheckAsync() => _server.Query(
        Name, "SELECT count(*) || ' pages' FROM page", answer => answer.Contains(string.Create(CultureInfo.InvariantCulture, $"\"{_rows} pages\""))).SendAsync(_server.Http);

    private static string Title(int id) => string.Create(CultureInfo.InvariantCulture, $"page number {id}");

    private static string Fill(int after, int last) => string.Create(CultureInfo.InvariantCulture,
        $"""
        WITH RECURSIVE n(i) AS (SELECT {after + 1} UNION ALL SELECT i + 1 FROM n WHERE i < {last})
        INSERT INTO page SELECT i, 'page number ' || i, hex(randomblob(200)) FROM n
        """);
}
