using System.Net;
using Ayb.Contracts;
using Ayb.Querying.Sessions;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Querying.Tests;

/// <summary>A session has a lease: nobody holds a database for ever.</summary>
public sealed class ExpiringSessions
{
    [Fact]
    public async Task One_that_idles_is_rolled_back()
    {
        await using var host = await StartAsync(("session_idle", "200ms"));
        await host.QueryAsync("CREATE TABLE t(a)");
        var session = await host.SessionAsync();
        using var written = await host.TextAsync("INSERT INTO t VALUES(1)", session);

        await EndedAsync(host, session);

        await ShouldHaveExpiredAsync(host, session, "0.2", "limits.session_idle");
        (await host.ValueAsync("SELECT count(*) FROM t")).Should().Be("0");
    }

    [Fact]
    public async Task One_that_is_busy_ends_when_its_time_is_up()
    {
        await using var host = await StartAsync(("session_time", "500ms"));
        await host.QueryAsync("CREATE TABLE t(a)");
        var session = await host.SessionAsync();
        using var written = await host.TextAsync("INSERT INTO t VALUES(1)", session);

        var busy = await host.TextAsync("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c", session);

        busy.StatusCode.Should().Be(HttpStatusCode.NotFound);
        await ShouldHaveExpiredAsync(host, session, "0.5", "limits.session_time");
        (await host.ValueAsync("SELECT count(*) FROM t")).Should().Be("0");
    }

    [Fact]
    public async Task One_that_others_wait_for_ends_earlier()
    {
        await using var host = await StartAsync(("session_time_contended", "300ms"));
        await host.QueryAsync("CREATE TABLE t(a)");
        var session = await host.SessionAsync();
        await host.TextAsync("INSERT INTO t VALUES(1)", session).ReadAsync();

        (await host.QueryAsync("INSERT INTO t VALUES(2)")).StatusCode.Should().Be(HttpStatusCode.OK);

        await ShouldHaveExpiredAsync(host, session, "0.3", "limits.session_time_contended");
        (await host.ValueAsync("SELECT group_concat(a) FROM t")).Should().Be("2");
    }

    [Fact]
    public async Task Sessions_that_write_take_turns()
    {
        await using var host = await StartAsync(("session_time_contended", "200ms"));
        await host.QueryAsync("CREATE TABLE t(a)");

        var sessions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.SessionAsync()));

        sessions.Should().OnlyHaveUniqueItems();
        (await host.QueryAsync("INSERT INTO t VALUES(1)")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task More_than_may_be_are_turned_away()
    {
        await using var host = await StartAsync(("sessions", "3"));
        var sessions = new[] { await host.SessionAsync(), await host.SessionAsync("read"), await host.SessionAsync("read", "bob") };

        var refused = await host.OpenAsync();
        await Task.FromResult(refused).ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", "*limits.sessions*");
        refused.Headers.RetryAfter!.ToString().Should().Be("1");
        (await host.OpenAsync(path: "alice/db2")).StatusCode.Should().Be(HttpStatusCode.Created);

        await host.EndAsync(sessions[0], "rollback").ReadAsync();
        (await host.OpenAsync()).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_opens_tells_its_limits()
    {
        await using var host = await StartAsync(("session_idle", "1500ms"), ("session_time", "20s"));

        var opened = await (await host.OpenAsync()).Content.ReadAsStringAsync();

        opened.Should().Contain("\"idle_seconds\":1.5,\"expires_at\":\"2026-03-01T12:00:20.000Z\"");
    }

    private static Task<ModuleHost> StartAsync(params (string Name, string Value)[] limits) => QueryingHost.StartAsync(configure: options =>
    {
        foreach (var (name, value) in limits)
        {
            options.Settings[$"limits:{name}"] = value;
        }
    });

    private static async Task EndedAsync(ModuleHost host, string session)
    {
        var owner = host.Cast().Who("token-of-alice").Value;
        await host.Services.GetRequiredService<SessionRegistry>().Find(session, new DatabaseId("db"), owner).Value.Ended.WaitAsync(QueryingHost.Deadline);
    }

    private static async Task ShouldHaveExpiredAsync(ModuleHost host, string session, string seconds, string setting)
    {
        var message = $"The session has expired and was rolled back: {seconds} seconds*{setting}*";
        await host.TextAsync("SELECT 1", session).ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", message);
        await host.EndAsync(session, "commit").ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", message);
        await host.TextAsync("SELECT 1", session, caller: "alice-2").ShouldFailAsync(
            HttpStatusCode.NotFound, "RecordNotFound", $"Record not found: {session} (session)");
    }
}
