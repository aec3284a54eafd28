using System.Net;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

public sealed class RunningOutOfDescriptors
{
    private const int Descriptors = 300, Databases = 60;

    [Fact]
    public async Task What_is_open_is_served_the_rest_is_told_to_wait_and_then_is_served_too()
    {
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(new ServerProcessOptions(folder.Path) { Program = Limited(folder) });
        var account = await Account.RegisterAsync(server, "marcua");
        for (var database = 0; database < Databases; database++)
        {
            await account.CreateAsync($"db{database}");
        }

        var refused = await OpenUntilRefusedAsync(account);

        refused.Should().BeInRange(2, Databases - 1, "this many descriptors are for more than two databases and fewer than all");
        (await account.QueryAsync("db0", "SELECT 1")).Should().BeEquivalentTo([new[] { "1" }]);

        foreach (var worker in WorkerProcesses.In(folder.Path))
        {
            Signals.Send(worker, Signals.Kill);
        }

        await account.UntilServedAsync($"db{refused}");
        (await account.QueryAsync($"db{refused}", "SELECT 1")).Should().BeEquivalentTo([new[] { "1" }]);
    }

    /// <returns>The first database that could not be opened.</returns>
    private static async Task<int> OpenUntilRefusedAsync(Account account)
    {
        for (var database = 0; database < Databases; database++)
        {
            using var response = await account.TryQueryAsync($"db{database}", "CREATE TABLE t (a)");
            if (response.StatusCode != HttpStatusCode.OK)
            {
                response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
                response.Headers.RetryAfter.Should().NotBeNull();
                (await response.Content.ReadAsStringAsync()).Should().Contain("could not be opened");
                return database;
            }
        }

        return Databases;
    }

    private static string Limited(TestFolder folder)
    {
        var path = Path.Combine(folder.Path, "limited-ayb");
        Script.Write(path, $"#!/bin/sh\nulimit -n {Descriptors}\nexec '{Executables.Ayb}' \"$@\"\n");
        return path;
    }
}
