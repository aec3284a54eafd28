using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>
/// Writers of every kind at work on one worker, and what they were told: the worker's successor must have all that was
/// acknowledged, nothing that was refused, and nothing by halves. Lives as long as the file, over any number of workers.
/// </summary>
internal sealed class Ledger
{
    private const string Tick = "UPDATE tick SET count = count + 1";

    private const string Schema = """
        CREATE TABLE entry(number INTEGER PRIMARY KEY, kind TEXT, filling BLOB);
        CREATE INDEX entry_by_kind ON entry(kind, number);
        CREATE TABLE counterpart(number INTEGER PRIMARY KEY);
        CREATE TABLE giver(id INTEGER PRIMARY KEY, balance INTEGER);
        INSERT INTO giver VALUES(0, 0), (1, 0), (2, 0);
        CREATE TABLE taker(id INTEGER PRIMARY KEY, balance INTEGER);
        INSERT INTO taker SELECT * FROM giver;
        CREATE TABLE tick(count INTEGER);
        INSERT INTO tick VALUES(0);
        CREATE TABLE ballast(filling BLOB);
        INSERT INTO ballast VALUES(NULL);
        """;

    /// <summary>Balances that do not add up, and rows without their other half.</summary>
    private const string Halves = """
        SELECT (SELECT sum(balance) FROM giver) + (SELECT sum(balance) FROM taker),
               (SELECT sum(balance) FROM taker) - (SELECT count(*) FROM entry WHERE kind = 'transfer'),
               (SELECT count(*) FROM (SELECT number FROM entry WHERE kind = 'pair' EXCEPT SELECT number FROM counterpart)),
               (SELECT count(*) FROM (SELECT number FROM counterpart EXCEPT SELECT number FROM entry WHERE kind = 'pair'))
        """;

    private static readonly Func<int, string>[] Kinds =
    [
        number => $"INSERT INTO entry VALUES({number}, 'single', randomblob(100))",
        number => $"INSERT INTO entry VALUES({number}, 'single', randomblob(100))",
        number => $"INSERT INTO entry VALUES({number}, 'single', randomblob(100))",
        number => $"INSERT INTO entry VALUES({number}, 'returning', NULL) RETURNING number",
        number => $"INSERT INTO entry VALUES({number}, 'pair', NULL); INSERT INTO counterpart VALUES({number})",
        number => $"BEGIN; INSERT INTO counterpart VALUES({number}); INSERT INTO entry VALUES({number}, 'pair', NULL); COMMIT",
        number => $"""
            UPDATE giver SET balance = balance - 1 WHERE id = {number % 3};
            INSERT INTO entry VALUES({number}, 'transfer', NULL);
            UPDATE taker SET balance = balance + 1 WHERE id = {number % 3}
            """,
        _ => Tick,

        // Much of the log and nothing of the file, so that checkpoints are often under way.
        _ => "UPDATE ballast SET filling = randomblob(100000)",
    ];

    private readonly ConcurrentBag<int> _acknowledged = [];
    private readonly ConcurrentBag<int> _refused = [];
    private string _earlier = "0|0";
    private int _lastEarlier;
    private int _lastNumber;
    private int _fewestTicks;
    private int _mostTicks;

    /// <summary>What was acknowledged and has been found.</summary>
    public int Found { get; private set; }

    /// <summary>Why writes failed that were answered.</summary>
    public ConcurrentBag<Answer> Failures { get; } = [];

    public static async Task<Ledger> CreateAsync(WorkerUnderTest worker)
    {
        (await worker.QueryAsync(Schema)).Failure.Should().BeNull();
        return new Ledger();
    }

    /// <summary>Writes with all writers, each until a write of its own fails or the worker is gone, and at most so much.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="most">Writes of all together.</param>
    /// <param name="acknowledged">Called after each write that was acknowledged, with how many they are.</param>
    public Task WriteAsync(WorkerUnderTest worker, int most, Action<int>? acknowledged = null)
    {
        var count = 0;
        return Task.WhenAll(Kinds.Select(kind => WriteAsync(worker, kind, () =>
        {
            var now = Interlocked.Increment(ref count);
            acknowledged?.Invoke(now);
            return now < most;
        })));
    }

    /// <summary>Looks for everything in the file; what is found there is expected from now on.</summary>
    public async Task CheckAsync(WorkerUnderTest worker)
    {
        (await worker.QueryAsync("PRAGMA integrity_check")).Value.Should().Be("ok");
        (await worker.QueryAsync(Halves)).Rows.Single().Should().OnlyContain(value => value == "0", "nothing is there by halves");

        var ticks = int.Parse((await worker.QueryAsync("SELECT count FROM tick")).Value!);
        ticks.Should().BeInRange(_fewestTicks, _mostTicks);
        (_fewestTicks, _mostTicks) = (ticks, ticks);

        (await SumAsync(worker)).Should().Be(_earlier, "what was there once stays");
        var found = (await worker.QueryAsync($"SELECT number FROM entry WHERE number > {_lastEarlier}")).Rows.Select(row => int.Parse(row[0]!)).ToHashSet();
        _acknowledged.Except(found).Should().BeEmpty("what was acknowledged is durable");
        _refused.Intersect(found).Should().BeEmpty("what was refused has not taken effect");
        Found += _acknowledged.Count;
        _acknowledged.Clear();
        _refused.Clear();
        _lastEarlier = _lastNumber;
        _earlier = await SumAsync(worker);
    }

    private async Task<string> SumAsync(WorkerUnderTest worker) =>
        (await worker.QueryAsync($"SELECT count(*) || '|' || ifnull(sum(number), 0) FROM entry WHERE number <= {_lastEarlier}")).Value!;

    private async Task WriteAsync(WorkerUnderTest worker, Func<int, string> kind, Func<bool> goOn)
    {
        try
        {
            while (await TryWriteAsync(worker, kind) && goOn())
            {
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // The worker is gone: this write may or may not be there.
        }
    }

    private async Task<bool> TryWriteAsync(WorkerUnderTest worker, Func<int, string> kind)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        var sql = kind(number);
        Interlocked.Add(ref _mostTicks, sql == Tick ? 1 : 0);
        var answer = await worker.QueryAsync(sql);
        if (answer.Failure is null)
        {
            Interlocked.Add(ref _fewestTicks, sql == Tick ? 1 : 0);
            if (sql.Contains("entry"))
            {
                _acknowledged.Add(number);
            }

            return true;
        }

        Failures.Add(answer);
        if (!answer.Message.Contains("may or may not"))
        {
            // What is known to have failed has no effect.
            Interlocked.Add(ref _mostTicks, sql == Tick ? -1 : 0);
            _refused.Add(number);
        }

        return false;
    }
}
