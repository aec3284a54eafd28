using System.Net;
using Ayb.Querying.Tests.Fixtures;

namespace Ayb.Querying.Tests;

public sealed class LimitingRates
{
    [Fact]
    public async Task An_account_is_refused_until_it_has_waited_whichever_its_token_and_others_are_not()
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["rate_limits:queries_per_account"] = "2/1m");
        (await host.ValueAsync("SELECT 1")).Should().Be("1");
        (await host.QueryAsync("SELECT 1", "alice-2", "alice/db2")).StatusCode.Should().Be(HttpStatusCode.OK);

        var refused = await host.QueryAsync("SELECT 1");

        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(30));
        await Task.FromResult(refused).ShouldFailAsync(
            HttpStatusCode.TooManyRequests, "Other", "There are too many queries of your account (rate_limits.queries_per_account allows 2/1m). Try again in 30 seconds.");
        await host.OpenAsync().ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", "*queries_per_account*");
        (await host.QueryAsync("SELECT 1", "bob")).StatusCode.Should().Be(HttpStatusCode.OK);
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        (await host.ValueAsync("SELECT 1")).Should().Be("1");
    }

    [Fact]
    public async Task So_is_a_network_address_whichever_the_account()
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["rate_limits:queries_per_address"] = "2/1m");
        (await host.ValueAsync("SELECT 1")).Should().Be("1");
        (await host.QueryAsync("SELECT 1", "bob")).StatusCode.Should().Be(HttpStatusCode.OK);

        await host.QueryAsync("SELECT 1").ShouldFailAsync(
            HttpStatusCode.TooManyRequests, "Other", "There are too many queries from your network address (rate_limits.queries_per_address allows 2/1m). Try again in 30 seconds.");
        await host.OpenAsync().ShouldFailAsync(HttpStatusCode.TooManyRequests, "Other", "*queries_per_address*");
    }

    [Fact]
    public async Task A_body_is_not_waited_for_when_there_are_too_many()
    {
        await using var host = await QueryingHost.StartAsync(configure: options => options.Settings["rate_limits:queries_per_account"] = "1/1m");
        (await host.ValueAsync("SELECT 1")).Should().Be("1");

        using var request = await UnfinishedRequest.BeginAsync(host, "alice", length: 100, begun: 0);

        (await request.AnswerAsync()).Should().StartWith("HTTP/1.1 429 ").And.Contain("\r\nRetry-After: 60\r\n");
    }
}
