using System.Net;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

/// <summary>A worker that hangs, or is killed for want of memory, concerns its own database and nobody else.</summary>
public sealed class FreezingWorkers
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Others_are_served_meanwhile_and_the_frozen_process_is_replaced()
    {
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(new ServerProcessOptions(folder.Path)
        {
            Environment = new Dictionary<string, string> { ["AYB__LIMITS__QUERY_TIME"] = "3s" },
        });
        var account = await PrepareAsync(server);
        var frozen = Freeze(folder);

        var waiting = Enumerable.Range(0, 4).Select(_ => account.TryQueryAsync("books", "SELECT 1")).ToArray();
        await account.CreateAsync("films");
        (await account.QueryAsync("films", "SELECT 2")).Should().BeEquivalentTo([new[] { "2" }]);
        waiting.Should().NotContain(query => query.IsCompleted);

        foreach (var query in waiting)
        {
            using var response = await query.WaitAsync(Deadline);
            response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            (await response.Content.ReadAsStringAsync()).Should().Contain("may or may not have taken effect");
        }

        WorkerProcesses.In(folder.Path).Should().NotContain(frozen);
        (await account.QueryAsync("books", "SELECT a FROM t")).Should().BeEquivalentTo([new[] { "1" }]);
    }

    [Fact]
    public async Task A_frozen_process_does_not_hold_up_the_end_of_the_server()
    {
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        var account = await PrepareAsync(server);
        Freeze(folder);
        var waiting = account.TryQueryAsync("books", "SELECT 1");

        (await server.StopAsync()).Should().Be(0);

        WorkerProcesses.In(folder.Path).Should().BeEmpty();
        try
        {
            (await waiting).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        }
        catch (HttpRequestException)
        {
            // The server may end before it answers.
        }
    }

    [Fact]
    public async Task A_request_whose_process_is_killed_is_told_so()
    {
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        var account = await PrepareAsync(server);

        // Frozen, so that it can't answer before it is killed.
        var victim = Freeze(folder);
        var waiting = account.TryQueryAsync("books", "INSERT INTO t VALUES (2)");
        await account.CreateAsync("films");
        await account.QueryAsync("films", "SELECT 1");
        Signals.Send(victim, Signals.Kill).Should().BeTrue();

        using var response = await waiting.WaitAsync(Deadline);
        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync()).Should().Contain("may or may not have taken effect");
    }

    private static async Task<Account> PrepareAsync(ServerProcess server)
    {
        var account = await Account.RegisterAsync(server, "marcua");
        await account.CreateAsync("books");
        await account.QueryAsync("books", "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
        return account;
    }

    private static int Freeze(TestFolder folder)
    {
        var worker = WorkerProcesses.In(folder.Path).Should().ContainSingle().Subject;
        Signals.Send(worker, Signals.Stop).Should().BeTrue();
        return worker;
    }
}
