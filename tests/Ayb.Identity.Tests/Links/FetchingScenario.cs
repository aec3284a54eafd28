using Ayb.Contracts;

namespace Ayb.Identity.Tests;

/// <summary>A server of pages that every address leads to, and a fetcher that believes it.</summary>
public abstract class FetchingScenario : IAsyncDisposable
{
    private protected FetchingScenario()
    {
        Network = new StagedNetwork(Server)
            .Knows(PageServer.Host, StagedNetwork.PublicAddress)
            .Knows($"www.{PageServer.Host}", StagedNetwork.PublicAddress)
            .Knows($"www.www.{PageServer.Host}", StagedNetwork.PublicAddress)
            .Knows($"other.{PageServer.Host}", "2606:4700::1111", StagedNetwork.PublicAddress);
    }

    private protected PageServer Server { get; } = new();

    private protected StagedNetwork Network { get; }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<Result<string>> FetchAsync(
        string address, LinkTrust? trust = null, CancellationToken cancellationToken = default) =>
        new PageFetcher(Network, trust ?? new LinkTrust(PageServer.Certificate), new LinkLimits { Page = TimeSpan.FromMinutes(5) })
            .FetchAsync(new Uri(address), cancellationToken);

    private protected async Task IsFetchedAsync(string address, string page)
    {
        var fetched = await FetchAsync(address);
        fetched.Error.Should().BeNull();
        fetched.Value.Should().Be(page);
    }

    private protected async Task IsRefusedAsync(string address) =>
        (await FetchAsync(address)).Error.Should().NotBeNull(address);

    private protected void NobodyCame()
    {
        Server.Connections.Should().Be(0);
        Network.Dialled.Should().BeEmpty();
    }
}
