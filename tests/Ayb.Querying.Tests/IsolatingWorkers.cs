using System.Net;
using System.Text.Json;
using Ayb.Infrastructure.Configuration;
using Ayb.Querying.Tests.Fixtures;

namespace Ayb.Querying.Tests;

public sealed class IsolatingWorkers
{
    [Fact]
    public async Task Anybody_may_see_which_layers_there_are()
    {
        await using var host = await QueryingHost.StartAsync();

        var isolation = await host.Http.GetStringAsync(new Uri("/v1/isolation", UriKind.Relative));

        JsonElement.Parse(isolation).GetProperty("landlock_abi").GetInt32().Should().BeGreaterThanOrEqualTo(6);
        isolation.Should().Match(
            """{"isolated":true,"required":false,"landlock_abi":*,"layers":{"no_new_privileges":true,"landlock_files":true,"landlock_network":true,"landlock_scopes":true,"seccomp":true,"resource_limits":true}}""");
        host.Log().Of(3004).Should().ContainSingle().Which.Should().Contain("Landlock ABI");
        host.Log().Of(3005).Should().BeEmpty();
    }

    [Fact]
    public async Task Missing_layers_are_told_at_the_start_and_to_everybody()
    {
        using var lesser = new LesserWorker(layers: 63 - 16, abi: 3);
        await using var host = await QueryingHost.StartAsync(lesser.Path);

        host.Log().Of(3005).Should().ContainSingle().Which.Should().Contain("WITHOUT").And.Contain("Seccomp");
        (await host.Http.GetStringAsync(new Uri("/v1/isolation", UriKind.Relative))).Should()
            .StartWith("""{"isolated":false,"required":false,"landlock_abi":3,""").And.Contain("\"seccomp\":false").And.Contain("\"landlock_files\":true");
    }

    [Fact]
    public async Task A_server_that_requires_isolation_does_not_start_without_it()
    {
        using var lesser = new LesserWorker(layers: 63 - 16 - 8, abi: 3);

        var start = () => QueryingHost.StartAsync(lesser.Path, options => options.Settings["isolation:required"] = "true");

        (await start.Should().ThrowAsync<ConfigurationException>()).WithMessage("isolation.required is set, but*LandlockScopes, Seccomp*");
    }

    [Fact]
    public async Task A_server_that_requires_isolation_does_not_start_when_it_cannot_find_out()
    {
        var start = () => QueryingHost.StartAsync("/nowhere", options => options.Settings["isolation:required"] = "true");

        (await start.Should().ThrowAsync<ConfigurationException>()).WithMessage("isolation.required is set, but no query worker could be started*");
    }

    [Fact]
    public async Task Where_isolation_is_required_a_worker_without_it_serves_nobody()
    {
        using var lesser = new LesserWorker(layers: 63 - 16, abi: 7, forDatabasesOnly: true);
        await using var host = await QueryingHost.StartAsync(lesser.Path, options => options.Settings["isolation:required"] = "true");

        await host.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", "*not isolated*");

        await host.Workers().ShouldBeGoneAsync();
        host.Log().Of(3009).Should().ContainSingle().Which.Should().Contain("Seccomp");
    }
}
