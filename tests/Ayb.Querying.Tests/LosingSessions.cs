using System.Net;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Tests;

/// <summary>Sessions that end otherwise than their clients asked for.</summary>
public sealed class LosingSessions
{
    private const string Lost = "The process that serves this database ended, and the session was rolled back.";

    [Fact]
    public async Task A_session_is_lost_with_its_process()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");
        var session = await host.SessionAsync();
        await host.TextAsync("INSERT INTO t VALUES(1)", session).ReadAsync();

        await KillAsync(host);

        await host.TextAsync("SELECT 1", session).ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", Lost);
        await host.EndAsync(session, "commit").ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", Lost);
        await host.EndAsync(session, "rollback").ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", Lost);
        await host.QueryAsync("SELECT 1");
        (await host.ValueAsync("SELECT count(*) FROM t")).Should().Be("0");
    }

    [Fact]
    public async Task A_query_hears_that_its_session_was_lost()
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["limits:queued_queries"] = "2");
        var session = await host.SessionAsync();
        var query = host.TextAsync("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c", session);

        // The session and its query are two.
        await host.UntilAsync(async () => (await host.QueryAsync("SELECT 1")).StatusCode == HttpStatusCode.TooManyRequests);

        await KillAsync(host);

        await query.ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", Lost);
    }

    [Fact]
    public async Task Many_sessions_are_opened_and_dropped_without_a_trace()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");

        for (var round = 0; round < 50; round++)
        {
            var session = await host.SessionAsync(round % 2 == 0 ? "write" : "read");
            await host.TextAsync("SELECT 1", session).ReadAsync();
            await host.EndAsync(session, round % 3 == 0 ? "rollback" : "commit").ReadAsync();
        }

        (await host.QueryAsync("INSERT INTO t VALUES(1)")).StatusCode.Should().Be(HttpStatusCode.OK);
        host.Workers().Should().ContainSingle();
    }

    [Fact]
    public async Task Who_stops_waiting_for_a_session_does_not_get_in_the_way()
    {
        // Time does not help here: a session for nobody would end long after the test.
        await using var host = await QueryingHost.StartAsync(configure: options =>
        {
            options.Settings["limits:session_time_contended"] = "60s";
            options.Settings["limits:sessions"] = "2";
        });
        await host.QueryAsync("CREATE TABLE t(a)");
        var first = await host.SessionAsync();
        using var leaving = new CancellationTokenSource();

        // The one that is refused tells that the other waits.
        var impatient = new[] { host.OpenAsync(cancellationToken: leaving.Token), host.OpenAsync(cancellationToken: leaving.Token) };
        var refused = await Task.WhenAny(impatient);
        await refused.ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", "*limits.sessions*");
        var waiting = impatient.Single(other => other != refused);

        await leaving.CancelAsync();
        await waiting.Invoking(pending => pending).Should().ThrowAsync<OperationCanceledException>();

        // The server has noticed when the place is free again; a session that opens before that is nobody's until its time is up.
        await host.UntilAsync(async () => (await host.OpenAsync("{\"mode\":\"read\"}")).StatusCode == HttpStatusCode.Created);
        await host.EndAsync(first, "commit").ReadAsync();

        (await host.QueryAsync("INSERT INTO t VALUES(1)").WaitAsync(QueryingHost.Deadline)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("send(FAILURE, request, detail=10, payload=b'\\xff\\xff\\xff\\xffno'); linger()", HttpStatusCode.BadRequest)]
    [InlineData("send(CHUNK, request, LAST); linger()", HttpStatusCode.ServiceUnavailable)]
    [InlineData("sys.exit(0)", HttpStatusCode.ServiceUnavailable)]
    public async Task A_process_that_does_not_open_one_opens_none(string misbehaviour, HttpStatusCode status)
    {
        using var hostile = new HostileWorker($"ready(); request = query(); {misbehaviour}");
        await using var host = await QueryingHost.StartAsync(hostile.Path);

        (await host.OpenAsync()).StatusCode.Should().Be(status);
    }

    [Theory]
    [InlineData("sys.exit(0)")]
    [InlineData("send(CHUNK, request, 0, payload=b'x'); linger()")]
    [InlineData("send(99, request); linger()")]
    public async Task A_commit_that_nobody_acknowledged_may_have_taken_effect(string misbehaviour)
    {
        using var hostile = new HostileWorker($"ready(); request = query(); send(CHUNK, request); query(); {misbehaviour}");
        await using var host = await QueryingHost.StartAsync(hostile.Path);
        var session = await host.SessionAsync();

        await host.EndAsync(session, "commit").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", "*may or may not have taken effect*");

        await host.TextAsync("SELECT 1", session).ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", "*may or may not have taken effect*");

        // The first may still meet the process that is being killed.
        using var either = await host.QueryAsync("SELECT 1");
        (await host.ValueAsync("SELECT 1")).Should().Be("1");
    }

    [Fact]
    public async Task A_commit_that_failed_is_not_said_to_be_rolled_back()
    {
        using var hostile = new HostileWorker(
            "ready(); request = query(); send(CHUNK, request); query(); send(FAILURE, request, detail=4, payload=b'\\xff\\xff\\xff\\xffnobody knows'); linger()");
        await using var host = await QueryingHost.StartAsync(hostile.Path);
        var session = await host.SessionAsync();

        await host.EndAsync(session, "commit").ShouldFailAsync(HttpStatusCode.InsufficientStorage, "QueryError", "nobody knows");

        await host.EndAsync(session, "commit").ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", "The session has ended: nobody knows");
    }

    [Fact]
    public async Task A_rollback_is_done_also_when_the_process_ends_with_it()
    {
        using var hostile = new HostileWorker("ready(); request = query(); send(CHUNK, request); query(); sys.exit(0)");
        await using var host = await QueryingHost.StartAsync(hostile.Path);
        var session = await host.SessionAsync();

        (await host.EndAsync(session, "rollback").ReadAsync()).Should().Be("{}");

        await host.TextAsync("SELECT 1", session).ShouldFailAsync(HttpStatusCode.NotFound, "RecordNotFound", "The session was rolled back.");
    }

    private static async Task KillAsync(ModuleHost host)
    {
        var worker = host.Workers().Single();
        worker.Kill();
        await new[] { worker }.ShouldBeGoneAsync();
    }
}
