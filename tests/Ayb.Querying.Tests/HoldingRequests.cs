using System.Net;
using System.Text;
using Ayb.Contracts;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Querying.Tests;

/// <summary>What the host keeps of large requests, until the worker has them.</summary>
public sealed class HoldingRequests
{
    private const int MiB = 1 << 20;
    private const string ShareTaken = "The large requests of your account hold 16 MiB of memory, as much as those of one account may (see limits.request_memory); try again in a moment.";
    private const string Refused = "The large requests of all callers hold 32 MiB of memory, as much as they may (limits.request_memory); try again in a moment.";

    [Theory]
    [InlineData("carol", 15 * MiB, 0, "application/json", "HTTP/1.1 403 *can't query database alice/db*")]
    [InlineData("carol", null, 70_000, "application/json", "HTTP/1.1 403 *can't query database alice/db*")]
    [InlineData("alice", 17 * MiB, 0, "application/json", "HTTP/1.1 413 *longer than 16 MiB*")]
    [InlineData("alice", 5 * MiB, 0, "text/plain", "HTTP/1.1 413 *longer than 4 MiB (limits.statement_bytes)*")]
    public async Task A_large_body_is_refused_before_it_has_come(string caller, int? length, int begun, string type, string answer)
    {
        await using var host = await QueryingHost.StartAsync();

        using var request = await UnfinishedRequest.BeginAsync(host, caller, length, begun, type);

        (await request.AnswerAsync()).Should().Match(answer);
        Memory(host).Left.Should().Be(256 * MiB);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_large_bodies_than_there_is_memory_for_are_told_to_come_back(bool announced)
    {
        await using var host = await StartWithLittleMemoryAsync();
        host.Cast().Grant("carol", QueryAccess.ReadOnly);
        var holders = await HoldAllAsync(host, announced ? 4 * MiB : null, "alice", "bob");

        var refused = await host.QueryAsync(Large(4 * MiB), "carol");

        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        await Task.FromResult(refused).ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", Refused);
        (await host.ValueAsync("SELECT 1")).Should().Be("1", "small requests go on");

        holders.ForEach(holder => holder.Dispose());

        await LeftAsync(host, 32 * MiB);
        (await host.QueryAsync(Large(4 * MiB))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_account_gets_its_share_by_whichever_token_and_others_get_theirs()
    {
        await using var host = await StartWithLittleMemoryAsync();
        var holders = await HoldAllAsync(host, 4 * MiB, "alice");

        var refused = await host.QueryAsync(Large(MiB), "alice-2");

        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        await Task.FromResult(refused).ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", ShareTaken);
        (await host.QueryAsync(Large(4 * MiB), "bob")).StatusCode.Should().Be(HttpStatusCode.OK);

        holders.ForEach(holder => holder.Dispose());

        await LeftAsync(host, 32 * MiB);
        (await host.QueryAsync(Large(MiB))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_holds_little_more_than_its_length()
    {
        await using var host = await StartWithLittleMemoryAsync();

        using var request = await UnfinishedRequest.BeginAsync(host, "alice", 4 * MiB, (2 * MiB) + 1);

        await LeftAsync(host, (30 * MiB) - (64 * 1024));
    }

    [Theory]
    [InlineData(4 * MiB)]
    [InlineData(null)]
    public async Task A_body_that_takes_longer_than_a_query_is_given_up(int? length)
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["limits:query_time"] = "1s");

        // Just large, so that it is sent also when nobody reads it any more.
        using var request = await UnfinishedRequest.BeginAsync(host, "alice", length, 70_000);

        (await request.AnswerAsync()).Should().Match(
            "HTTP/1.1 408 *\"QueryError\"*The request took longer than 1 seconds to come (limits.query_time).*");
        await host.UntilAsync(() => Memory(host).Left == 256 * MiB);
    }

    [Fact]
    public async Task What_waits_behind_a_session_holds_no_memory()
    {
        await using var host = await StartWithLittleMemoryAsync(("session_time_contended", "60s"));
        (await host.QueryAsync("CREATE TABLE t(a)")).StatusCode.Should().Be(HttpStatusCode.OK);
        var session = await host.SessionAsync();
        using var request = await UnfinishedRequest.BeginAsync(host, "alice", 2 * MiB, MiB);
        await LeftAsync(host, 31 * MiB);

        await request.SendAsync("INSERT INTO t VALUES (1)".PadRight(MiB));

        await LeftAsync(host, 32 * MiB);
        (await host.EndAsync(session, "commit")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await request.AnswerAsync()).Should().StartWith("HTTP/1.1 200 ", "it waited until then");
    }

    [Fact]
    public async Task Memory_is_free_again_when_the_worker_has_the_request_and_before_the_answer_ends()
    {
        await using var host = await StartWithLittleMemoryAsync();
        const string endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c";
        var body = Encoding.ASCII.GetBytes(endless.PadRight(3 * MiB));

        using var answer = await host.QueryAsync(new ByteArrayContent(body), completion: HttpCompletionOption.ResponseHeadersRead);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        await LeftAsync(host, 32 * MiB);
    }

    [Fact]
    public async Task Access_that_is_taken_away_while_the_body_comes_counts()
    {
        await using var host = await StartWithLittleMemoryAsync();
        const string create = "CREATE TABLE t(a)";
        using var request = await UnfinishedRequest.BeginAsync(host, "alice", MiB, MiB - create.Length);
        await LeftAsync(host, 31 * MiB);

        host.Cast().Grant("alice", QueryAccess.None);
        await request.SendAsync(create);

        (await request.AnswerAsync()).Should().StartWith("HTTP/1.1 403 ");
        await LeftAsync(host, 32 * MiB, caller: "bob");
    }

    [Fact]
    public async Task A_body_that_comes_in_pieces_is_put_together()
    {
        await using var host = await QueryingHost.StartAsync();
        const string head = "SELECT length('";
        using var request = await UnfinishedRequest.BeginAsync(host, "alice", 3 * MiB, MiB);

        await request.SendAsync(head.PadRight(MiB, 'x'));
        await request.SendAsync("')".PadLeft(MiB, 'y'));

        (await request.AnswerAsync()).Should().Contain($"\"rows\":[[\"{(2 * MiB) - head.Length - "')".Length}\"]]");
    }

    private static RequestMemory Memory(ModuleHost host) => host.Services.GetRequiredService<RequestMemory>();

    private static ByteArrayContent Large(int length) => new(Encoding.ASCII.GetBytes("SELECT 1".PadRight(length)));

    private static Task<ModuleHost> StartWithLittleMemoryAsync(params (string Name, string Value)[] limits) => QueryingHost.StartAsync(configure: options =>
    {
        foreach (var (name, value) in limits.Append(("request_memory", "32MiB")))
        {
            options.Settings[$"limits:{name}"] = value;
        }
    });

    /// <summary>Each account holds its 16 MiB.</summary>
    private static async Task<List<UnfinishedRequest>> HoldAllAsync(ModuleHost host, int? length, params string[] accounts)
    {
        var holders = new List<UnfinishedRequest>();
        foreach (var account in accounts.SelectMany(account => Enumerable.Repeat(account, 4)))
        {
            holders.Add(await UnfinishedRequest.BeginAsync(host, account, length, (4 * MiB) - 1));
            await LeftAsync(host, (32 * MiB) - (holders.Count * 4 * MiB));
        }

        return holders;
    }

    /// <summary>What comes over a connection, and its end, is noticed soon; small requests are served meanwhile.</summary>
    private static async Task LeftAsync(ModuleHost host, int bytes, string caller = "alice")
    {
        using var deadline = new CancellationTokenSource(QueryingHost.Deadline);
        while (Memory(host).Left != bytes)
        {
            deadline.Token.ThrowIfCancellationRequested();
            (await host.QueryAsync("SELECT 1", caller)).StatusCode.Should().Be(HttpStatusCode.OK);
        }
    }
}
