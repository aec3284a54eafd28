using System.Net;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Tests;

public sealed class LosingWorkers
{
    private const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c";
    private const string Silent = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";

    [Fact]
    public async Task The_next_query_after_a_kill_is_served_by_another_process()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a); INSERT INTO t VALUES(1)");
        var first = host.Workers().Single();

        first.Kill();
        await new[] { first }.ShouldBeGoneAsync();

        (await host.QueryAsync("SELECT a FROM t")).StatusCode.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
        (await host.ValueAsync("SELECT a FROM t")).Should().Be("1");
        host.Workers().Single().Id.Should().NotBe(first.Id);
        await host.UntilAsync(() => host.Log().Of(3002).Count > 0);
        host.Log().Of(3002).Should().ContainSingle().Which.Should().Contain("exit code 137");
    }

    [Fact]
    public async Task An_answer_that_has_begun_breaks_off_with_its_process()
    {
        await using var host = await QueryingHost.StartAsync();
        await using var answer = (await host.BeginAsync(Endless)).Value;

        host.Workers().Single().Kill();

        while (await answer.MoveNextAsync(CancellationToken.None).AsTask().WaitAsync(QueryingHost.Deadline))
        {
            answer.Current.IsLast.Should().BeFalse();
        }

        (await host.ValueAsync("SELECT 1")).Should().Be("1");
    }

    [Fact]
    public async Task A_client_sees_that_an_answer_broke_off()
    {
        await using var host = await QueryingHost.StartAsync();
        using var response = await host.QueryAsync(
            new StringContent(Endless), completion: HttpCompletionOption.ResponseHeadersRead);

        host.Workers().Single().Kill();

        var reading = async () => await response.Content.CopyToAsync(Stream.Null).WaitAsync(QueryingHost.Deadline);
        (await reading.Should().ThrowAsync<Exception>()).Which.Should().Match(exception => exception is HttpRequestException || exception is IOException);
    }

    [Fact]
    public async Task Every_query_is_answered_while_processes_are_killed()
    {
        await using var host = await QueryingHost.StartAsync();
        await host.QueryAsync("CREATE TABLE t(a)");
        var served = 0;
        for (var round = 0; round < 15; round++)
        {
            var queries = Enumerable.Range(0, 12).Select(number => host.QueryAsync($"INSERT INTO t VALUES({number})")).ToArray();
            await Task.WhenAny(queries);
            foreach (var worker in host.Workers())
            {
                worker.Kill();
            }

            foreach (var response in await Task.WhenAll(queries))
            {
                response.StatusCode.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
                served += response.StatusCode == HttpStatusCode.OK ? 1 : 0;
            }
        }

        int.Parse((await ServedAsync(host, "SELECT count(*) FROM t"))!).Should().BeGreaterThanOrEqualTo(served);
        (await host.ValueAsync("PRAGMA integrity_check")).Should().Be("ok");
    }

    [Fact]
    public async Task A_database_is_closed_when_nobody_asks_and_opened_again_when_somebody_does()
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["querying:idle_time"] = "100ms");
        await host.QueryAsync("CREATE TABLE t(a); INSERT INTO t VALUES(1)");

        await host.Workers().ShouldBeGoneAsync();

        (await host.ValueAsync("SELECT a FROM t")).Should().Be("1");
        host.Log().Of(3002).Should().BeEmpty("nothing died");
    }

    [Fact]
    public async Task A_database_is_not_idle_while_a_query_runs()
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["querying:idle_time"] = "1ms");
        await using var answer = (await host.BeginAsync(Endless)).Value;

        // Opened later and closed for idleness: the one that is busy has been looked at, too.
        await host.QueryAsync("SELECT 1", path: "alice/db2");
        await host.Workers("db2").ShouldBeGoneAsync();

        host.Workers().Should().ContainSingle();
        (await answer.MoveNextAsync(CancellationToken.None)).Should().BeTrue();
    }

    [Fact]
    public async Task A_query_ends_when_its_client_goes_away_amid_the_answer()
    {
        await using var host = await StartPatientAsync();

        for (var client = 0; client < 12; client++)
        {
            using var response = await host.QueryAsync(
                new StringContent(Endless), completion: HttpCompletionOption.ResponseHeadersRead);
            await using var stream = await response.Content.ReadAsStreamAsync();
            await stream.ReadExactlyAsync(new byte[100_000]);
        }

        (await host.ValueAsync("SELECT 1")).Should().Be("1");
        host.Workers().Should().ContainSingle();
    }

    [Fact]
    public async Task A_query_ends_when_its_client_goes_away_before_the_answer()
    {
        await using var host = await StartPatientAsync(("queued_queries", "12"));
        await host.QueryAsync("SELECT 1");
        using var leaving = new CancellationTokenSource();
        var queries = Enumerable.Range(0, 30)
            .Select(_ => host.QueryAsync(new StringContent(Silent), cancellationToken: leaving.Token))
            .ToArray();
        await queries.ShouldBeTooManyAsync();

        await leaving.CancelAsync();

        await Task.WhenAll(queries).Invoking(pending => pending).Should().ThrowAsync<OperationCanceledException>();
        await host.UntilAsync(async () => (await host.QueryAsync("SELECT 1")).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task No_process_outlives_the_server()
    {
        var host = await QueryingHost.StartAsync();
        await host.QueryAsync("SELECT 1");
        await host.QueryAsync("SELECT 1", path: "alice/db2");
        var workers = host.Workers().Concat(host.Workers("db2")).ToArray();
        workers.Should().HaveCount(2);

        await host.DisposeAsync();

        await workers.ShouldBeGoneAsync();
    }

    [Fact]
    public async Task The_server_stops_also_when_a_process_has_just_died()
    {
        for (var round = 0; round < 5; round++)
        {
            var host = await QueryingHost.StartAsync();
            await host.QueryAsync("SELECT 1");
            var workers = host.Workers();
            workers.Single().Kill();
            if (round > 0)
            {
                await workers.ShouldBeGoneAsync();
            }

            await host.Invoking(stopping => stopping.DisposeAsync().AsTask()).Should().NotThrowAsync();
        }
    }

    /// <summary>A query that does not end when it should is in the way of all others, and has more time than a test.</summary>
    private static Task<ModuleHost> StartPatientAsync(params (string Name, string Value)[] limits) => QueryingHost.StartAsync(configure: options =>
    {
        foreach (var (name, value) in limits.Concat([("query_time", "10m"), ("concurrent_queries", "1")]))
        {
            options.Settings[$"limits:{name}"] = value;
        }
    });

    private static async Task<string?> ServedAsync(ModuleHost host, string sql)
    {
        // The last process was killed: one query may still be given to it.
        await host.QueryAsync("SELECT 1");
        return await host.ValueAsync(sql);
    }
}
