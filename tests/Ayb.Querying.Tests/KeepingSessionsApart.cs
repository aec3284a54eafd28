using System.Net;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Querying.Tests.Fixtures;

namespace Ayb.Querying.Tests;

/// <summary>A session is its token's alone; what somebody may is asked at each request.</summary>
public sealed class KeepingSessionsApart
{
    private static readonly string[] Ends = ["commit", "rollback", "delete"];

    [Fact]
    public async Task Nobody_else_knows_of_it()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");
        await host.QueryAsync("CREATE TABLE t(a)", path: "alice/db2");
        var session = await host.SessionAsync();
        await host.TextAsync("INSERT INTO t VALUES(1)", session).ReadAsync();

        foreach (var (caller, path, name) in new[]
        {
            ("alice-2", "alice/db", session),
            ("bob", "alice/db", session),
            ("alice", "alice/db2", session),
            ("alice", "alice/db", "AAAAAAAAAAAAAAAAAAAAAA"),
            ("alice", "alice/db", session.ToLowerInvariant()),
            ("alice", "alice/db", session + "A"),
        })
        {
            await ShouldBeUnknownAsync(host.TextAsync("SELECT 1", name, caller: caller, path: path), name);
            await ShouldBeUnknownAsync(host.JsonAsync("""["SELECT 1"]""", name, caller: caller, path: path), name);
            foreach (var end in Ends)
            {
                await ShouldBeUnknownAsync(host.EndAsync(name, end, caller, path), name);
            }
        }

        await host.EndAsync(session, "commit").ReadAsync();
        (await host.ValueAsync("SELECT a FROM t")).Should().Be("1");
    }

    [Fact]
    public async Task A_session_without_a_name_is_not_taken_for_none()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");

        await ShouldBeUnknownAsync(host.TextAsync("INSERT INTO t VALUES(1)", session: ""), "");

        (await host.ValueAsync("SELECT count(*) FROM t")).Should().Be("0");
    }

    [Fact]
    public async Task Who_may_not_query_opens_none()
    {
        await using var host = await QueryingHost.StartAsync();

        await host.OpenAsync(caller: null).ShouldFailAsync(HttpStatusCode.Unauthorized, "Unauthorized", "*");
        await host.OpenAsync(caller: "mallory").ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", "*");
        await host.OpenAsync(caller: "carol").ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "*can't query database alice/db");
        await host.OpenAsync(path: "alice/nope").ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", "*(database)");
        await host.OpenAsync("""{"mode":"write"}""", "bob").ShouldFailAsync(HttpStatusCode.Forbidden, "NoWriteAccessError", "*only read*");

        Directory.Exists(Path.Combine(host.Folder, "databases")).Should().BeFalse();
    }

    [Fact]
    public async Task Who_may_not_query_ends_none()
    {
        await using var host = await QueryingHost.StartAsync();
        var session = await host.SessionAsync();

        foreach (var end in Ends)
        {
            await host.EndAsync(session, end, caller: null).ShouldFailAsync(HttpStatusCode.Unauthorized, "Unauthorized", "*");
            await host.EndAsync(session, end, "carol").ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "*");
            await host.EndAsync(session, end, path: "alice/nope").ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", "*(database)");
        }

        (await host.RowsAsync("""["SELECT 1"]""", session)).Should().Be("[[1]]");
    }

    [Fact]
    public async Task A_revoked_token_ends_nothing_and_keeps_nothing()
    {
        // Nobody waits for the session but the last who writes.
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["limits:session_time_contended"] = "100ms");
        await host.QueryAsync("CREATE TABLE t(a)");
        var session = await host.SessionAsync(caller: "alice-2");
        await host.TextAsync("INSERT INTO t VALUES(1)", session, caller: "alice-2").ReadAsync();

        host.Cast().Revoke("token-of-alice-2");

        await host.TextAsync("SELECT 1", session, caller: "alice-2").ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", "*");
        await host.EndAsync(session, "commit", "alice-2").ShouldFailAsync(HttpStatusCode.Unauthorized, "InvalidToken", "*");
        await host.QueryAsync("INSERT INTO t VALUES(2)");
        (await host.ValueAsync("SELECT group_concat(a) FROM t")).Should().Be("2");
    }

    [Fact]
    public async Task A_grant_that_is_taken_back_counts_at_once()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");
        var session = await host.SessionAsync();
        await host.TextAsync("INSERT INTO t VALUES(1)", session).ReadAsync();

        host.Cast().Grant("alice", QueryAccess.ReadOnly);
        await host.TextAsync("INSERT INTO t VALUES(2)", session).ShouldFailAsync(HttpStatusCode.Forbidden, "NoWriteAccessError", "*rolled back*");
        await host.JsonAsync("""["SELECT 1"]""", session).ShouldFailAsync(HttpStatusCode.Forbidden, "NoWriteAccessError", "*rolled back*");
        await host.EndAsync(session, "commit").ShouldFailAsync(HttpStatusCode.Forbidden, "NoWriteAccessError", "*rolled back*");
        host.Cast().Grant("alice", QueryAccess.None);
        await host.TextAsync("SELECT a FROM t", session).ShouldFailAsync(HttpStatusCode.Forbidden, "Unauthorized", "*");
        host.Cast().Grant("alice", QueryAccess.ReadWrite);
        await host.EndAsync(session, "rollback").ReadAsync();

        (await host.ValueAsync("SELECT count(*) FROM t")).Should().Be("0");
    }

    [Theory]
    [InlineData("commit", "The session was committed.")]
    [InlineData("rollback", "The session was rolled back.")]
    [InlineData("delete", "The session was rolled back.")]
    public async Task Who_opened_it_hears_how_it_ended_and_nobody_else_does(string end, string message)
    {
        await using var host = await QueryingHost.StartAsync();
        var session = await host.SessionAsync();
        await host.EndAsync(session, end).ReadAsync();

        await host.TextAsync("SELECT 1", session).ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", message);
        foreach (var again in Ends)
        {
            await host.EndAsync(session, again).ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", message);
        }

        await ShouldBeUnknownAsync(host.TextAsync("SELECT 1", session, caller: "alice-2"), session);
        await ShouldBeUnknownAsync(host.TextAsync("SELECT 1", session, path: "alice/db2"), session);
    }

    [Fact]
    public async Task Of_many_who_end_it_at_once_one_does()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");
        var session = await host.SessionAsync();
        await host.TextAsync("INSERT INTO t VALUES(1)", session).ReadAsync();

        var ends = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => host.EndAsync(session, Ends[number % 3])));

        ends.Where(response => response.StatusCode != HttpStatusCode.NotFound).Should().ContainSingle().Which.StatusCode.Should().Be(HttpStatusCode.OK);
        var committed = ends[0].StatusCode == HttpStatusCode.OK || ends[3].StatusCode == HttpStatusCode.OK
            || ends[6].StatusCode == HttpStatusCode.OK || ends[9].StatusCode == HttpStatusCode.OK;
        (await host.ValueAsync("SELECT count(*) FROM t")).Should().Be(committed ? "1" : "0");
    }

    private static async Task ShouldBeUnknownAsync(Task<HttpResponseMessage> pending, string session)
    {
        var response = await pending;
        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetRawText().Should().Be(
            $$"""{"type":"RecordNotFound","message":"Record not found: {{session}} (session)","id":"{{session}}","record_type":"session"}""");
    }
}
