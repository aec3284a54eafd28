using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Snapshots;

/// <summary>The server dies at any moment of taking and restoring; the database is then one of those that there were, and whole.</summary>
public sealed class KillingSnapshots
{
    private const int Rounds = 8;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_database_is_one_or_the_other_and_nothing_lies_around()
    {
        await using var server = await SnapshotServer.StartAsync(SnapshotServer.Folder);
        await server.Marcua.QueryAsync("books", "CREATE TABLE book (number); CREATE TABLE copy (number)");
        var ids = new List<string>();
        for (var number = 1; number <= 2; number++)
        {
            await FillAsync(server, number);
            ids.Add((await server.DoAsync("create_snapshot", "marcua/books")).Split(' ')[2]);
        }

        var acknowledged = 0;
        for (var round = 0; round < Rounds; round++)
        {
            acknowledged += await CallUntilKilledAsync(server, turn => ("POST marcua/books/restore_snapshot", ids[turn % 2], "200 {}"));
            await server.KillAndRestartAsync();
            await CheckAsync(server, ids);
        }

        acknowledged.Should().BePositive("else nothing was tried");
    }

    [Fact]
    public async Task What_was_taken_is_kept_and_what_is_listed_can_be_restored()
    {
        await using var server = await SnapshotServer.StartAsync(SnapshotServer.Folder);
        await server.Marcua.QueryAsync("books", "CREATE TABLE book (number); CREATE TABLE copy (number)");
        await FillAsync(server, 1);
        var acknowledged = 0;
        for (var round = 0; round < Rounds; round++)
        {
            acknowledged += await CallUntilKilledAsync(server, _ => ("POST marcua/books/snapshots", null, "201 "));
            await server.KillAndRestartAsync();
            await CheckAsync(server, []);
            (await server.ListAsync()).Should().HaveCountGreaterThanOrEqualTo(acknowledged);
        }

        var newest = (await server.ListAsync())[0].GetProperty("snapshot_id").GetString()!;
        await server.Marcua.QueryAsync("books", "DELETE FROM book");
        await server.DoAsync("restore_snapshot", "marcua/books", newest);
        await CheckAsync(server, [newest]);
    }

    private static async Task FillAsync(SnapshotServer server, int number) => await server.Marcua.QueryAsync(
        "books",
        $"""
        DELETE FROM book; DELETE FROM copy;
        WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 20000) INSERT INTO book SELECT {number} FROM r;
        INSERT INTO copy SELECT number FROM book
        """);

    /// <returns>How many calls were answered, each by what it should be.</returns>
    private static async Task<int> CallUntilKilledAsync(
        SnapshotServer server, Func<int, (string Request, string? Body, string Answer)> next)
    {
        var answered = 0;
        var working = WorkAsync();
        using var deadline = new CancellationTokenSource(Deadline);
        var last = Random.Shared.Next(20);
        while (Volatile.Read(ref answered) == 0 || last-- > 0)
        {
            deadline.Token.ThrowIfCancellationRequested();

            // As long as a few of these take: the moment is one of chance.
            await server.Process.CallAsync(server.Marcua, "GET marcua/books/list_snapshots");
        }

        Signals.Send(server.Process.Id, Signals.Kill).Should().BeTrue();
        await working.WaitAsync(Deadline);
        return answered;

        async Task WorkAsync()
        {
            try
            {
                for (var turn = 0; ; turn++)
                {
                    var (request, body, answer) = next(turn);
                    (await server.Process.CallAsync(server.Marcua, request, body)).Should().StartWith(answer);
                    Interlocked.Increment(ref answered);
                }
            }
            catch (HttpRequestException)
            {
                // Killed.
            }
        }
    }

    private static async Task CheckAsync(SnapshotServer server, List<string> ids)
    {
        (await server.Marcua.QueryAsync("books", "PRAGMA integrity_check")).Should().BeEquivalentTo([new[] { "ok" }]);
        (await server.Marcua.QueryAsync("books", "SELECT count(*), count(DISTINCT number) FROM book")).Should().BeEquivalentTo([new[] { "20000", "1" }]);
        (await server.Marcua.QueryAsync("books", "SELECT count(*) FROM book JOIN copy ON book.rowid = copy.rowid WHERE book.number = copy.number"))
            .Should().BeEquivalentTo([new[] { "20000" }]);

        server.FilesOf(server.DatabaseFolders.Should().ContainSingle().Subject).Should().OnlyContain(
            file => file == "worker.lock" || file.StartsWith("database.sqlite", StringComparison.Ordinal));
        var listed = (await server.ListAsync()).Select(snapshot => snapshot.GetProperty("snapshot_id").GetString()!).ToList();
        ids.Should().BeSubsetOf(listed);

        // One may have been stored and not yet been listed in each round; unfinished ones have another name.
        listed.Should().BeSubsetOf(await server.ObjectsAsync());
    }
}
