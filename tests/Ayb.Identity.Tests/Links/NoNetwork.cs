using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

/// <summary>Where no name stands for anything, and no address answers.</summary>
internal sealed class NoNetwork : INetwork
{
    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IPAddress>>([]);

    public Task<Stream> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken) =>
        Task.FromException<Stream>(new IOException("There is no network."));
}

internal static class NoNetworkExtensions
{
    public static IServiceCollection UseNoNetwork(this IServiceCollection services) =>
        services.AddSingleton<INetwork, NoNetwork>();
}
