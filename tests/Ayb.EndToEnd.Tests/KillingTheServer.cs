using System.Collections.Concurrent;
using System.Net;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

/// <summary>Writers write until a process is killed under their hands; then what was acknowledged must be there.</summary>
public sealed class KillingTheServer
{
    private const int Rounds = 12;
    private const int Writers = 6;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private int _lastNumber;

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Every_acknowledged_row_is_there_and_none_by_halves(bool killServer, bool killWorker)
    {
        using var folder = new TestFolder();
        var server = await ServerProcess.StartAsync(folder);
        try
        {
            var account = await Account.RegisterAsync(server, "marcua");
            await account.CreateAsync("books");
            await account.QueryAsync("books", "CREATE TABLE entry (number INTEGER PRIMARY KEY); CREATE TABLE counterpart (number INTEGER PRIMARY KEY)");
            var acknowledged = new ConcurrentBag<int>();
            for (var round = 0; round < Rounds; round++)
            {
                await WriteUntilKilledAsync(account, acknowledged, Victims(folder, server, killServer, killWorker));
                if (killServer)
                {
                    await server.DisposeAsync();
                    server = await ServerProcess.StartAsync(folder);
                    account = account with { Server = server };
                }

                await CheckAsync(account, acknowledged);
            }
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static int[] Victims(TestFolder folder, ServerProcess server, bool killServer, bool killWorker)
    {
        // The server last: without it the worker ends by itself.
        int[] victims = [.. killWorker ? WorkerProcesses.In(folder.Path) : [], .. killServer ? [server.Id] : Array.Empty<int>()];
        victims.Should().HaveCount((killServer ? 1 : 0) + (killWorker ? 1 : 0));
        return victims;
    }

    private async Task WriteUntilKilledAsync(Account account, ConcurrentBag<int> acknowledged, int[] victims)
    {
        var left = Random.Shared.Next(1, 200);
        using var killed = new CancellationTokenSource();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync())).WaitAsync(Deadline);

        async Task WriteAsync()
        {
            while (!killed.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref _lastNumber);
                if (!await TryWriteAsync(account, number))
                {
                    killed.IsCancellationRequested.Should().BeTrue("nothing fails before that");
                    return;
                }

                acknowledged.Add(number);
                if (Interlocked.Decrement(ref left) == 0)
                {
                    await killed.CancelAsync();
                    Array.ForEach(victims, victim => Signals.Send(victim, Signals.Kill).Should().BeTrue());
                }
            }
        }
    }

    private static async Task<bool> TryWriteAsync(Account account, int number)
    {
        try
        {
            using var response = await account.TryQueryAsync(
                "books", $"INSERT INTO entry VALUES ({number}); INSERT INTO counterpart VALUES ({number})");
            response.StatusCode.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task CheckAsync(Account account, ConcurrentBag<int> acknowledged)
    {
        await account.UntilServedAsync("books");
        var entries = await NumbersAsync(account, "entry");
        entries.Should().Contain(acknowledged);
        (await NumbersAsync(account, "counterpart")).Should().BeEquivalentTo(entries);
        (await account.QueryAsync("books", "PRAGMA integrity_check")).Should().BeEquivalentTo([new[] { "ok" }]);
    }

    private static async Task<HashSet<int>> NumbersAsync(Account account, string table) =>
        [.. (await account.QueryAsync("books", $"SELECT number FROM {table}")).Select(row => int.Parse(row[0]!))];
}
