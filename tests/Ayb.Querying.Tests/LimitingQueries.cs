using System.Net;
using Ayb.Infrastructure.Configuration;
using Ayb.Querying.Protocol;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Querying.Workers;
using Ayb.Testing;
using Microsoft.Extensions.Configuration;

namespace Ayb.Querying.Tests;

public sealed class LimitingQueries
{
    private const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c";
    private const string Silent = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";

    [Fact]
    public async Task A_limit_of_one_database_leaves_the_others_alone()
    {
        await using var host = await QueryingHost.StartAsync(configure: options =>
        {
            options.Settings["limits:statement_bytes"] = "2KiB";
            options.Settings["limits:databases:alice/db2:statement_bytes"] = "1KiB";
            options.Settings["limits:databases:alice/db2:query_time"] = "100ms";
        });
        var sql = "SELECT 1" + new string(' ', 1500);

        (await host.QueryAsync(sql)).StatusCode.Should().Be(HttpStatusCode.OK);
        await host.QueryAsync(sql, path: "alice/db2").ShouldFailAsync(HttpStatusCode.RequestEntityTooLarge, "Other", "*1 KiB (limits.statement_bytes)*");
        await host.QueryAsync(sql + sql).ShouldFailAsync(HttpStatusCode.RequestEntityTooLarge, "Other", "*2 KiB (limits.statement_bytes)*");
        await host.QueryAsync(Silent, path: "alice/db2").ShouldFailAsync(HttpStatusCode.RequestTimeout, "QueryError", "*0.1 seconds (limits.query_time)*");
    }

    [Fact]
    public async Task A_full_database_is_told_from_a_full_disk()
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["limits:database_bytes"] = "1MiB");
        await host.QueryAsync("CREATE TABLE t(a)");

        await host.QueryAsync("INSERT INTO t VALUES(zeroblob(2000000))")
            .ShouldFailAsync(HttpStatusCode.InsufficientStorage, "QueryError", "*1 MiB (limits.database_bytes)*");
    }

    [Fact]
    public async Task As_many_requests_wait_as_may()
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["limits:queued_queries"] = "2");
        await using (var first = (await host.BeginAsync(Endless)).Value)
        await using (var second = (await host.BeginAsync(Endless)).Value)
        {
            var refused = await host.QueryAsync("SELECT 1");

            refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
            await Task.FromResult(refused).ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", "2 requests*(limits.queued_queries)*");
            (await host.ValueAsync("SELECT 1", path: "alice/db2")).Should().Be("1");
        }

        await AnsweredAsync(host, "alice/db");
    }

    [Fact]
    public async Task A_request_that_nobody_waits_for_counts_until_the_worker_has_ended_it()
    {
        using var hostile = new HostileWorker("ready(); query(); send(CHUNK, 1, payload=b'x'); linger()");
        await using var host = await QueryingHost.StartAsync(hostile.Path, options => options.Settings["limits:queued_queries"] = "1");

        await (await host.BeginAsync("SELECT 1")).Value.DisposeAsync();

        await host.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", "1 requests*");
    }

    [Fact]
    public async Task As_many_requests_of_a_session_wait_as_may()
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["limits:queued_queries"] = "3");
        var session = await host.SessionAsync("read");
        using var first = await host.TextAsync(Endless, session, completion: HttpCompletionOption.ResponseHeadersRead);
        var more = Enumerable.Range(0, 8).Select(_ => host.TextAsync("SELECT 1", session)).ToList();

        // One of them waits, with the session and its endless query before it, or a few that come at the same moment.
        var refused = await Task.WhenAny(more).WaitAsync(QueryingHost.Deadline);
        await refused.ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", "3 requests*(limits.queued_queries)*");
        await host.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", "3 requests*(limits.queued_queries)*");

        first.Dispose();
        (await Task.WhenAll(more)).Select(answer => answer.StatusCode).Should().Contain(HttpStatusCode.OK)
            .And.OnlyContain(status => status == HttpStatusCode.OK || status == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_session_goes_on_however_many_others_wait()
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["limits:queued_queries"] = "2");
        var session = await host.SessionAsync();
        await using var other = (await host.BeginAsync(Endless)).Value;
        await host.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", "2 requests*");

        await host.TextAsync("CREATE TABLE t(a)", session).ReadAsync();
        await host.TextAsync("INSERT INTO t VALUES(1)", session).ReadAsync();

        (await host.EndAsync(session, "commit").ReadAsync()).Should().Be("{}");
    }

    [Fact]
    public async Task A_worker_that_does_not_end_a_request_of_a_client_who_has_left_is_killed()
    {
        using var hostile = new HostileWorker("ready(); query(); send(CHUNK, 1, payload=b'x'); linger()");
        await using var host = await QueryingHost.StartAsync(hostile.Path, options =>
        {
            options.Settings["limits:query_time"] = "100ms";
            options.Settings["limits:session_time_contended"] = "100ms";
        });
        var worker = (await host.BeginAsync("SELECT 1")).Value;
        var processes = host.Workers();
        processes.Should().ContainSingle();

        await worker.DisposeAsync();

        await processes.ShouldBeGoneAsync();
    }

    [Fact]
    public async Task The_database_that_was_idle_longest_makes_room()
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["limits:open_databases"] = "2");
        await host.ValueAsync("CREATE TABLE t(a); SELECT 1");
        await host.ValueAsync("SELECT 1", path: "alice/db2");
        await host.ValueAsync("SELECT 1");

        (await host.ValueAsync("SELECT 1", path: "alice/db3")).Should().Be("1");

        host.Workers("db2").Should().BeEmpty();
        host.Workers().Should().ContainSingle();
        (await host.ValueAsync("SELECT 1", path: "alice/db2")).Should().Be("1");
        host.Log().Of(3002).Should().BeEmpty("nothing died");
    }

    [Fact]
    public async Task A_database_with_requests_under_way_makes_no_room()
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["limits:open_databases"] = "1");
        await using (var answer = (await host.BeginAsync(Endless)).Value)
        {
            var refused = await host.QueryAsync("SELECT 1", path: "alice/db2");

            refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
            await Task.FromResult(refused).ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", "1 databases are open and busy*(limits.open_databases)*");
            (await answer.MoveNextAsync(CancellationToken.None)).Should().BeTrue();
        }

        await AnsweredAsync(host, "alice/db2");
    }

    [Fact]
    public async Task Many_databases_take_turns_in_few_places()
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["limits:open_databases"] = "3");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => host.QueryAsync("SELECT 1", path: $"alice/db{number % 8}")));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK || answer.StatusCode == HttpStatusCode.ServiceUnavailable);
        for (var number = 0; number < 8; number++)
        {
            (await host.ValueAsync("SELECT 1", path: $"alice/db{number}")).Should().Be("1");
        }

        Enumerable.Range(0, 8).Sum(number => host.Workers($"db{number}").Count).Should().BeLessThanOrEqualTo(3);
    }

    [Fact]
    public void What_is_not_set_for_a_database_is_as_for_all()
    {
        var table = Read(("query_time", "7s"), ("databases:Alice/db:heap_bytes", "32MiB"), ("databases:alice/db2:queued_queries", "5"));

        Of(table, "db").Worker.Should().Be(new WorkerLimits { QueryTime = TimeSpan.FromSeconds(7), HeapBytes = 32 << 20 });
        Of(table, "db2").Should().Be(new GrantedLimits(new WorkerLimits { QueryTime = TimeSpan.FromSeconds(7) }, 5));
        Of(table, "Db").Should().Be(new GrantedLimits(new WorkerLimits { QueryTime = TimeSpan.FromSeconds(7) }, 1024));
    }

    [Theory]
    [InlineData("query_time", "1ms", "limits.query_time must be between 100ms and 24h*")]
    [InlineData("statement_bytes", "16MiB", "limits.statement_bytes must be between 1KiB and 15MiB*")]
    [InlineData("databases:alice:sessions", "1", "limits: databases.\"alice\" is no database. Write ?limits.databases.\"entity/database\"?.")]
    [InlineData("databases:alice/db:heap_bytes", "1MiB", "limits.databases.alice/db.heap_bytes must be between 16MiB and 64GiB*")]
    public void A_limit_that_cannot_be_is_told(string setting, string value, string message) =>
        FluentActions.Invoking(() => Read((setting, value))).Should().Throw<ConfigurationException>().WithMessage(message);

    private static LimitTable Read(params (string Setting, string Value)[] settings) => new(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"limits:{setting.Setting}", (string?)setting.Value)))
            .Build()
            .ReadSettings<LimitsOptions>("limits"));

    private static GrantedLimits Of(LimitTable table, string database) =>
        table.Of(Contracts.EntitySlug.Parse("alice").Value, Contracts.DatabaseSlug.Parse(database).Value);

    /// <summary>What has been given up ends soon, not at once.</summary>
    private static async Task AnsweredAsync(ModuleHost host, string path)
    {
        using var deadline = new CancellationTokenSource(QueryingHost.Deadline);
        while ((await host.QueryAsync("SELECT 1", path: path)).StatusCode != HttpStatusCode.OK)
        {
            deadline.Token.ThrowIfCancellationRequested();
        }
    }
}
