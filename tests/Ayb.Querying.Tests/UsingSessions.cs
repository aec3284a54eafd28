using System.Net;
using System.Text.Json;
using Ayb.Querying.Tests.Fixtures;

namespace Ayb.Querying.Tests;

/// <summary>A transaction over several requests.</summary>
public sealed class UsingSessions
{
    [Fact]
    public async Task What_opens_is_described()
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings.Remove("limits:session_idle"));

        var response = await host.OpenAsync();

        response.StatusCode.Should().Be(HttpStatusCode.Created);
        var session = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        session.EnumerateObject().Select(member => member.Name).Should().Equal("session", "mode", "idle_seconds", "expires_at");
        session.GetProperty("session").GetString().Should().MatchRegex("^[A-Za-z0-9_-]{22}$");
        session.GetProperty("mode").GetString().Should().Be("write");
        session.GetProperty("idle_seconds").GetRawText().Should().Be("5");
        session.GetProperty("expires_at").GetString().Should().Be("2026-03-01T12:01:00.000Z");
    }

    [Theory]
    [InlineData("alice", null, "write")]
    [InlineData("alice", "{}", "write")]
    [InlineData("alice", """{"mode":"write"}""", "write")]
    [InlineData("alice", """{"mode":"read"}""", "read")]
    [InlineData("bob", null, "read")]
    [InlineData("bob", """{"mode":"read"}""", "read")]
    public async Task The_mode_is_what_was_asked_for_or_may_be(string caller, string? body, string mode)
    {
        await using var host = await QueryingHost.StartAsync();

        var response = await host.OpenAsync(body, caller);

        JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("mode").GetString().Should().Be(mode);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"read\"")]
    [InlineData("""{"mode":"both"}""")]
    [InlineData("""{"mode":1}""")]
    [InlineData("""{"mode":"read","mode":"write"}""")]
    [InlineData("""{"modus":"read"}""")]
    public async Task A_wish_that_is_none_is_refused(string body)
    {
        await using var host = await QueryingHost.StartAsync();

        await host.OpenAsync(body).ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "Open a session without a body,*");
        await host.OpenAsync(body.PadRight(2000)).ShouldFailAsync(HttpStatusCode.BadRequest, "Other", "Open a session without a body,*");
    }

    [Fact]
    public async Task What_is_written_is_seen_by_others_after_the_commit_alone()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");
        var session = await host.SessionAsync();

        await host.TextAsync("INSERT INTO t VALUES(1)", session).ReadAsync();
        await host.ResultsAsync("""["INSERT INTO t VALUES(2)"]""", session);
        var inside = await host.TextAsync("SELECT group_concat(a) FROM t", session).ReadAsync();
        var outside = await host.ValueAsync("SELECT count(*) FROM t");
        var committed = await host.EndAsync(session, "commit").ReadAsync();

        inside.Should().Be("""{"fields":["group_concat(a)"],"rows":[["1,2"]]}""");
        outside.Should().Be("0");
        committed.Should().Be("{}");
        (await host.ValueAsync("SELECT group_concat(a) FROM t")).Should().Be("1,2");
    }

    [Theory]
    [InlineData("rollback")]
    [InlineData("delete")]
    public async Task What_is_rolled_back_never_was(string how)
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");
        var session = await host.SessionAsync();
        await host.TextAsync("INSERT INTO t VALUES(1); CREATE TABLE other(a)", session).ReadAsync();

        (await host.EndAsync(session, how).ReadAsync()).Should().Be("{}");

        (await host.ValueAsync("SELECT count(*) FROM t")).Should().Be("0");
        (await host.ValueAsync("SELECT count(*) FROM sqlite_schema")).Should().Be("1");
    }

    [Theory]
    [InlineData("application/x-ndjson", "{\"a\":1}\n")]
    [InlineData("text/csv", "a\r\n1\r\n")]
    public async Task Answers_have_every_format(string accept, string expected)
    {
        await using var host = await QueryingHost.StartAsync();
        var session = await host.SessionAsync();

        await host.TextAsync("CREATE TABLE t(a); INSERT INTO t VALUES(1)", session).ReadAsync();

        (await host.TextAsync("SELECT a FROM t", session, accept).ReadAsync()).Should().Be(expected);
        (await host.JsonAsync("""["SELECT a FROM t"]""", session, accept).ReadAsync()).Should().Be(expected);
    }

    [Fact]
    public async Task A_session_that_reads_sees_one_state()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a); INSERT INTO t VALUES(1)");
        var session = await host.SessionAsync("read");

        await host.QueryAsync("INSERT INTO t VALUES(2)");

        (await host.RowsAsync("""["SELECT count(*) FROM t"]""", session)).Should().Be("[[1]]");
        await host.TextAsync("INSERT INTO t VALUES(3)", session).ShouldFailAsync(HttpStatusCode.Forbidden, "NoWriteAccessError", "*");
        (await host.RowsAsync("""["SELECT count(*) FROM t"]""", session)).Should().Be("[[1]]");
        (await host.EndAsync(session, "commit").ReadAsync()).Should().Be("{}");
        (await host.RowsAsync("""["SELECT count(*) FROM t"]""")).Should().Be("[[2]]");
    }

    [Fact]
    public async Task Others_read_while_one_writes()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");
        var writing = await host.SessionAsync();
        await host.TextAsync("INSERT INTO t VALUES(1)", writing).ReadAsync();

        var reading = await host.SessionAsync("read", "bob");

        (await host.RowsAsync("""["SELECT 1"]""", writing)).Should().Be("[[1]]");
        (await host.ResultsAsync("""["SELECT count(*) FROM t"]""", reading, "bob"))[0].GetProperty("rows").GetRawText().Should().Be("[[0]]");
    }

    [Theory]
    [InlineData("BEGIN")]
    [InlineData("COMMIT")]
    [InlineData("END")]
    [InlineData("ROLLBACK")]
    [InlineData("SELECT 1; COMMIT; SELECT 2")]
    public async Task Its_transaction_is_not_ended_by_SQL(string sql)
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");
        var session = await host.SessionAsync();
        await host.TextAsync("INSERT INTO t VALUES(1)", session).ReadAsync();

        await host.TextAsync(sql, session).ShouldFailAsync(HttpStatusCode.BadRequest, "QueryError", "*/commit*");

        (await host.RowsAsync("""["SELECT count(*) FROM t"]""", session)).Should().Be("[[1]]");
        (await host.ValueAsync("SELECT count(*) FROM t")).Should().Be("0");
        await host.EndAsync(session, "commit").ReadAsync();
        (await host.ValueAsync("SELECT count(*) FROM t")).Should().Be("1");
    }

    [Fact]
    public async Task Savepoints_work_from_request_to_request()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");
        var session = await host.SessionAsync();

        foreach (var sql in new[] { "INSERT INTO t VALUES(1)", "SAVEPOINT s", "INSERT INTO t VALUES(2)", "ROLLBACK TO s", "RELEASE s" })
        {
            await host.TextAsync(sql, session).ReadAsync();
        }

        await host.EndAsync(session, "commit").ReadAsync();
        (await host.ValueAsync("SELECT group_concat(a) FROM t")).Should().Be("1");
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES(1)")]
    [InlineData("INSERT INTO t VALUES(2); INSERT INTO t VALUES(1)")]
    [InlineData("INSERT INTO t VALUES(2); nonsense")]
    [InlineData("INSERT INTO t SELECT 2 UNION ALL SELECT 1")]
    public async Task A_request_that_fails_is_undone_alone(string sql)
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a UNIQUE)");
        var session = await host.SessionAsync();
        await host.TextAsync("INSERT INTO t VALUES(1)", session).ReadAsync();

        await host.TextAsync(sql, session).ShouldFailAsync(HttpStatusCode.BadRequest, "QueryError", "*");
        await host.TextAsync("INSERT INTO t VALUES(3)", session).ReadAsync();
        await host.EndAsync(session, "commit").ReadAsync();

        (await host.ValueAsync("SELECT group_concat(a) FROM t")).Should().Be("1,3");
    }

    [Fact]
    public async Task Requests_at_once_run_one_after_the_other()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");
        var session = await host.SessionAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            number => host.TextAsync($"INSERT INTO t VALUES({number}) RETURNING (SELECT count(*) FROM t)", session).ReadAsync()));
        await host.EndAsync(session, "commit").ReadAsync();

        answers.Should().HaveCount(20);
        (await host.ValueAsync("SELECT count(DISTINCT a) FROM t")).Should().Be("20");
    }

    [Fact]
    public async Task A_commit_that_fails_says_why_and_keeps_nothing()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE p(id PRIMARY KEY); CREATE TABLE c(p REFERENCES p DEFERRABLE INITIALLY DEFERRED)");
        var session = await host.SessionAsync();
        await host.TextAsync("INSERT INTO c VALUES(1)", session).ReadAsync();

        await host.EndAsync(session, "commit").ShouldFailAsync(HttpStatusCode.BadRequest, "QueryError", "FOREIGN KEY constraint failed");

        await host.TextAsync("SELECT 1", session).ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", "*rolled back*FOREIGN KEY*");
        (await host.ValueAsync("SELECT count(*) FROM c")).Should().Be("0");
    }

    [Fact]
    public async Task The_session_goes_on_when_a_client_leaves_amid_an_answer()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");
        var session = await host.SessionAsync();
        await host.TextAsync("INSERT INTO t VALUES(1)", session).ReadAsync();

        using (var response = await host.TextAsync(
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c", session, completion: HttpCompletionOption.ResponseHeadersRead))
        {
            await using var stream = await response.Content.ReadAsStreamAsync();
            await stream.ReadExactlyAsync(new byte[100_000]);
        }

        (await host.RowsAsync("""["SELECT a FROM t"]""", session)).Should().Be("[[1]]");
        await host.EndAsync(session, "commit").ReadAsync();
        (await host.ValueAsync("SELECT a FROM t")).Should().Be("1");
    }

    [Fact]
    public async Task A_query_goes_on_as_before_beside_sessions()
    {
        await using var host = await QueryingHost.StartAsync(configure: options =>
        {
            options.Settings["limits:queued_queries"] = "4";
            options.Settings["limits:session_time_contended"] = "60s";
        });
        await host.QueryAsync("CREATE TABLE t(a)");
        var session = await host.SessionAsync();
        await host.TextAsync("INSERT INTO t VALUES('session')", session).ReadAsync();

        var waiting = Enumerable.Range(0, 12).Select(_ => host.QueryAsync("INSERT INTO t VALUES('alone')")).ToList();
        await waiting.ShouldBeTooManyAsync();
        await host.EndAsync(session, "commit").ReadAsync();

        var served = (await Task.WhenAll(waiting)).Count(answer => answer.StatusCode == HttpStatusCode.OK);
        served.Should().BeGreaterThanOrEqualTo(3, "the session is the fourth");
        (await host.ValueAsync("SELECT group_concat(a) FROM t")).Should().Be(string.Join(',', Enumerable.Repeat("alone", served).Prepend("session")));
    }
}
