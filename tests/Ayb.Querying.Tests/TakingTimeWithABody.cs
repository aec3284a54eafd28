using Ayb.Contracts;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Tests;

/// <summary>Who calls is known before the body is there, and may be no more when it is.</summary>
public sealed class TakingTimeWithABody : IDisposable
{
    private const string Read = """{"mode":"read"}""";

    private readonly SemaphoreSlim _asked = new(0);

    public void Dispose() => _asked.Dispose();

    [Theory]
    [InlineData("query", "SELECT 1")]
    [InlineData("sessions", Read)]
    public async Task A_token_that_is_revoked_meanwhile_counts_no_more(string what, string body)
    {
        await using var host = await StartAsync();
        using var request = await BeginAsync(host, what, body);

        host.Cast().Revoke("token-of-bob");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await request.SendAsync(body);

        (await request.AnswerAsync()).Should().Match("HTTP/1.1 401 *Invalid API token*");
    }

    [Theory]
    [InlineData("query", "SELECT 1", "HTTP/1.1 200 *")]
    [InlineData("sessions", Read, "HTTP/1.1 201 *")]
    public async Task A_token_is_looked_at_again_only_when_that_took_a_second(string what, string body, string answer)
    {
        await using var host = await StartAsync();
        using var fast = await BeginAsync(host, what, body);
        using var slow = await BeginAsync(host, what, body);

        await fast.SendAsync(body);
        (await fast.AnswerAsync()).Should().Match(answer);
        _asked.CurrentCount.Should().Be(0);

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await slow.SendAsync(body);
        (await slow.AnswerAsync()).Should().Match(answer);
        _asked.CurrentCount.Should().Be(1);
    }

    private Task<ModuleHost> StartAsync() =>
        QueryingHost.StartAsync(configure: options => options.Answer<WhoBears>(_ => _asked.Release()));

    /// <summary>The caller is known when this returns.</summary>
    private async Task<UnfinishedRequest> BeginAsync(ModuleHost host, string what, string body)
    {
        var request = await UnfinishedRequest.BeginAsync(host, "bob", body.Length + 1, 1, what: what);
        (await _asked.WaitAsync(QueryingHost.Deadline)).Should().BeTrue();
        return request;
    }
}
