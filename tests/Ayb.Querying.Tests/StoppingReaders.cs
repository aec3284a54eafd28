using System.Net;
using System.Text;
using Ayb.Contracts;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Tests;

/// <summary>Who may only read, and has had the process of all ended by a query that could not be interrupted, has to wait.</summary>
public sealed class StoppingReaders
{
    private const string Stuck = @"send(FAILURE, request, detail=18, payload=b'\xff\xff\xff\xfftoo long'); sys.exit(1)";
    private const string Refused = "A query of yours could not be interrupted,*again in 10 min.";

    [Fact]
    public async Task A_reader_is_refused_for_a_while_and_nobody_else()
    {
        using var hostile = new HostileWorker($"ready(); request = query(); {Stuck}");
        await using var host = await QueryingHost.StartAsync(hostile.Path);

        await host.QueryAsync("SELECT 1", "bob").ShouldFailAsync(HttpStatusCode.RequestTimeout, "QueryError", "too long");

        var refused = await host.QueryAsync("SELECT 1", "bob");
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(10));
        await Task.FromResult(refused).ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", Refused);
        await host.OpenAsync(caller: "bob").ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", Refused);
        (await ServedAsync(host, "dave")).Should().Be(HttpStatusCode.OK);
        (await host.QueryAsync("SELECT 1", path: "alice/db")).StatusCode.Should().Be(HttpStatusCode.OK);
        host.Log().Of(3013).Should().ContainSingle().Which.Should().Contain("bob");

        host.Clock.Advance(TimeSpan.FromMinutes(10));
        (await host.QueryAsync("SELECT 1", "bob")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Other_databases_are_open_to_them()
    {
        using var hostile = new HostileWorker($"ready(); request = query(); {Stuck}");
        await using var host = await QueryingHost.StartAsync(hostile.Path);
        await host.QueryAsync("SELECT 1", "bob").ShouldFailAsync(HttpStatusCode.RequestTimeout, "QueryError", "too long");

        // Its own first process is as bad, to somebody else.
        await host.QueryAsync("SELECT 1", "dave", "alice/db2").ShouldFailAsync(HttpStatusCode.RequestTimeout, "QueryError", "too long");

        (await ServedAsync(host, "bob", "alice/db2")).Should().Be(HttpStatusCode.OK);
        (await ServedAsync(host, "dave")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_may_write_is_not_refused()
    {
        using var hostile = new HostileWorker($"ready(); request = query(); {Stuck}");
        await using var host = await QueryingHost.StartAsync(hostile.Path);

        await host.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.RequestTimeout, "QueryError", "too long");

        (await ServedAsync(host, "alice")).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Leaving_does_not_help(bool inSession)
    {
        var misbehaviour = inSession ? "send(CHUNK, request); request = query();" : "";
        using var hostile = new HostileWorker($"ready(); request = query(); {misbehaviour} send(CHUNK, request, payload=b'x'); query(); {Stuck}");
        await using var host = await QueryingHost.StartAsync(hostile.Path);
        var session = inSession ? await host.SessionAsync("read", "bob") : null;

        await (await BeginAsync(host, session)).DisposeAsync();

        using var deadline = new CancellationTokenSource(QueryingHost.Deadline);
        while ((await host.QueryAsync("SELECT 1", "bob")).StatusCode != HttpStatusCode.TooManyRequests)
        {
            deadline.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The process has said why it ends before it has ended; a query of that moment is told so.</summary>
    private static async Task<HttpStatusCode> ServedAsync(ModuleHost host, string caller, string path = "alice/db")
    {
        using var deadline = new CancellationTokenSource(QueryingHost.Deadline);
        while (true)
        {
            var status = (await host.QueryAsync("SELECT 1", caller, path)).StatusCode;
            if (status != HttpStatusCode.ServiceUnavailable || deadline.IsCancellationRequested)
            {
                return status;
            }
        }
    }

    private static async Task<QueryAnswer> BeginAsync(ModuleHost host, string? session) => (await host
        .SendAsync(new RunQuery(host.Cast().Who("token-of-bob").Value, EntitySlug.Parse("alice").Value, DatabaseSlug.Parse("db").Value, Encoding.UTF8.GetBytes("SELECT 1"))
        {
            Session = session,
        })
        .WaitAsync(QueryingHost.Deadline)).Value;
}
