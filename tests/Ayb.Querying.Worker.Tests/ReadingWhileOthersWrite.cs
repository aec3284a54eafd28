using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

/// <summary>The connections keep out of each other's way by locks in memory: nobody outside ever has the file.</summary>
public sealed class ReadingWhileOthersWrite : WorkerScenario
{
    private const int Accounts = 200, Transfers = 300, Tellers = 4, Auditors = 6;

    [Fact]
    public async Task Every_reader_sees_whole_transactions_only()
    {
        await RunAsync(
            $"CREATE TABLE account(id INTEGER PRIMARY KEY, balance INTEGER, note TEXT); CREATE INDEX by_balance ON account(balance);"
            + $"INSERT INTO account SELECT value, 1000, '' FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {Accounts}) SELECT value FROM n)");

        var tellers = Enumerable.Range(0, Tellers).Select(TransferAsync).ToArray();
        var done = Task.WhenAll(tellers);
        var audits = await Task.WhenAll(Enumerable.Range(0, Auditors).Select(_ => AuditAsync(done)));
        await done;

        audits.Sum().Should().BeGreaterThan(Auditors);
        (await Worker.QueryAsync("SELECT sum(balance) FROM account")).Value.Should().Be($"{Accounts * 1000}");
        (await Worker.QueryAsync("PRAGMA integrity_check")).Value.Should().Be("ok");
        File.Exists(Path.Combine(Folder, "database.sqlite-shm")).Should().BeFalse("the index of the WAL is in the worker's own memory");
    }

    /// <summary>Writes enough to have the WAL checkpointed and begun anew; now and then the writer's connection is replaced.</summary>
    private async Task TransferAsync(int teller)
    {
        var random = new Random(teller);
        for (var transfer = 0; transfer < Transfers; transfer++)
        {
            var (from, to) = (random.Next(1, Accounts + 1), random.Next(1, Accounts + 1));
            await RunAsync(
                $"{(transfer % 50 == 0 ? $"CREATE TEMP TABLE own{teller}(a);" : "")}"
                + $"UPDATE account SET balance = balance - 7 WHERE id = {from};"
                + $"UPDATE account SET note = hex(randomblob({random.Next(2000)})) WHERE id % 20 = {transfer % 20};"
                + $"UPDATE account SET balance = balance + 7 WHERE id = {to}");
        }
    }

    /// <returns>How often it looked.</returns>
    private async Task<int> AuditAsync(Task end)
    {
        var audits = 0;
        while (!end.IsCompleted)
        {
            (await Worker.QueryAsync("SELECT sum(balance) FROM account")).Value.Should().Be($"{Accounts * 1000}");
            (await Worker.QueryAsync("SELECT count(*) FROM account INDEXED BY by_balance WHERE balance > -1000000")).Value.Should().Be($"{Accounts}");
            audits++;
        }

        return audits;
    }
}
